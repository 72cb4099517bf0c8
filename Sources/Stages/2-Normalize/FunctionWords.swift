/// The commonest words of seven languages, by which they are told apart.
enum FunctionWords {
    /// The languages, in the order of the bits in ``masks``.
    static let languages = lists.map(\.language)

    /// For the hash of a word (``Words/hash(_:)``), a bit for each language that has it.
    static let masks: [UInt64: UInt32] = {
        var masks: [UInt64: UInt32] = [:]
        for (position, list) in lists.enumerated() {
            let words = Words(list.words)
            for index in 0..<words.count {
                masks[words.hash(index), default: 0] |= 1 << UInt32(position)
            }
        }
        return masks
    }()

    private static let lists: [(language: String, words: String)] = [
        (
            "en",
            "the of and to in a is that for on was with he as it at by from his be are an "
                + "has have had were not but they said this which will who their its been would "
                + "after also she her"
        ),
        (
            "fr",
            "de la le les et des en un une du que est pour dans qui sur par au a pas plus "
                + "avec ce son il ne se sont cette mais aux ont été d l qu elle selon après leur"
        ),
        (
            "de",
            "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine "
                + "als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch "
                + "wie einem"
        ),
        (
            "es",
            "de la que el en y a los del se las por un para con no una su al lo es como más "
                + "pero sus le ha este ya o fue sí porque cuando muy sobre también han"
        ),
        (
            "it",
            "di e il la che in a per un del è non con le si una i dei da al della più nel "
                + "ha sono alla come ma anche gli lo delle su dal dalla degli nella ai o suo"
        ),
        (
            "pt",
            "de a o que e do da em um para com não uma os no se na por mais as dos como mas "
                + "foi ao ele das tem à seu sua ou ser quando muito nos já está também pelo"
        ),
        (
            "nl",
            "de van het een en in is dat op te zijn met voor niet aan er die om als ook "
                + "maar bij door naar uit dan wordt nog tot over heeft worden ze hij werd was "
                + "meer deze"
        ),
    ]
}
