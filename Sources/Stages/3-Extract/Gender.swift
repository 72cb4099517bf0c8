/// Whether a man or a woman is named, as far as words tell.
enum Gender {
    case male, female

    /// Whom a pronoun stands for; nil for those that tell nothing.
    init?(pronoun word: String) {
        switch word {
        case "he", "him", "his": self = .male
        case "she", "her": self = .female
        default: return nil
        }
    }

    /// What a name or a description tells; nil if nothing.
    init?(naming text: String) {
        let words = text.lowercased().split { !$0.isLetter && $0 != "-" }.map(String.init)
        if words.contains(where: Gender.women.contains) {
            self = .female
        } else if words.contains(where: Gender.men.contains) {
            self = .male
        } else if let first = words.first(where: { !Gender.titles.contains($0) }) {
            if Gender.femaleNames.contains(first) {
                self = .female
            } else if Gender.maleNames.contains(first) {
                self = .male
            } else {
                return nil
            }
        } else {
            return nil
        }
    }

    private static let titles: Set<String> = [
        "the", "president", "prime", "foreign", "minister", "secretary", "senator", "general",
        "gen",
        "chancellor", "ambassador", "envoy",
    ]
    private static let women: Set<String> = [
        "mrs", "ms", "woman", "spokeswoman", "chairwoman", "congresswoman", "queen", "princess",
        "mother", "wife", "widow", "sister", "daughter", "girl", "lady", "baroness", "duchess",
    ]
    private static let men: Set<String> = [
        "mr", "man", "spokesman", "chairman", "congressman", "king", "prince", "father", "husband",
        "brother", "son", "boy", "sheikh", "pope", "emir", "sultan", "ayatollah", "imam",
    ]
    /// Given names, written for Chancery from general knowledge; none that both bear.
    private static let femaleNames: Set<String> = Set(
        """
        agnes aisha alice amal amina amy ana andrea-maria angela angelina anita ann anna annalena anne \
        annegret antonia asma aung-san barbara beatrice benazir bridget camilla carla carmen caroline \
        catherine cecilia charlotte christiane christine claire claudia clare condoleezza cristina \
        dalia diana dilma doris ebba elena eleanor elizabeth ellen elsa emily emma erna ester esther eva \
        evelyn fatima fatou federica fiona florence gabriela geeta giorgia gina gloria golda grace \
        hanan hanna hannah heather helen helle hillary hina ilham indira inga ingrid irene irina isabel \
        jacinda jane janet jeane jennifer jessica joan joanna joyce judith julia julie kaja kamala karen \
        karin katarina kate katherine katerina kellyanne keiko laura leila leyla liliane linda lisa liz \
        louise lucy madeleine maia malala margaret margot maria mariam marie marine marta martha mary \
        maryam mette michelle micheline mirjana monica nadia nancy natalia navi nicola nikki nirmala \
        nora olga patricia penny priti rachel rania raisa rebecca rosa rosemary roza ruth sahle-work \
        salome samantha sanna sara sarah shamima sheikh-hasina shirley simone sonia sophie stephanie \
        sushma susan svetlana sviatlana tansu tatiana teresa theresa tzipi ursula valentina vera \
        veronica victoria viola violeta wendy yingluck yulia yvette zainab zuzana
        """.split(separator: " ").map(String.init))
    private static let maleNames: Set<String> = Set(
        """
        abdel abdul abdullah abdulaziz adam adel ahmad ahmed alain alan albert alejandro aleksandr alex \
        alexander alexei ali alistair amr andrej andrew andrzej andy anatoly anthony antonio antony \
        antonis arturo ashraf bashar ban barack ben benjamin benny bernard bernie bill binali bob boris \
        brett brian bruce carl carlos charles chris christian christopher colin daniel dave david \
        denis dick didier dmitri dmitry dominic donald donnie ed edward emmanuel enrique eric erik \
        ernesto evo faisal fernando fidel francis francois frank frank-walter franz fred fuad gary \
        geir geoffrey george gerard gerhard gideon giuseppe gordon greg guido guy hamid harry hassan \
        heiko henry herman hosni hugo hun hussein hamad ian ibrahim igor ilham-aliyev imran ismail \
        ivan jack jacob jacques jair jake jalal james jamal jan javad javier jean jean-claude jean-yves \
        jeff jens jeremy jerome jim jimmy joe johan john jon joseph josep jorge jose joshua juan julian \
        justin karim kassym-jomart keith ken kevin khaled khalid kim kofi konstantin larry lars lee leo \
        lech leonid lewis li lloyd luis luigi mahmoud malcolm manuel marc marco mario mark martin \
        massoud matteo matthew mauricio mehmet mevlut michael michel miguel mike mikhail milos \
        mohamed mohammad mohammed muammar muhammad mustafa narendra nasser nawaz nelson nicholas \
        nicolas nikol nikolai nouri nuri oleg olaf omar oscar osama patrick paul pedro peter petro \
        phil philip pierre pranab qaboos qassem rafael rached raul recep rex richard riyad robert \
        rodrigo roger ron ronald rory rudy saad sadiq saddam salman sam sebastian sebastien sergei \
        sergey shinzo silvio simon stanislav staffan stefan stephen steve steven sukhumbhand tariq \
        taro ted terry thaci thomas tim tom tony uhuru umar valery viktor victor vitaly vladimir \
        volodymyr walid wang werner will william wolfgang xavier xi yair yasser yahya yoweri yusuf zhang
        """.split(separator: " ").map(String.init))
}
