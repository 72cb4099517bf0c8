internal import Messages

/// Knows the page on which a newspaper prints what its readers write: opinion, and no news.
enum LettersPage {
    /// So much at the end of a page may invite readers to write.
    private static let end = 600
    private static let invitations = [
        "letters to the editor", "letter to the editor", "letters@", "letters page",
        "guardian letters", "readers' letters", "readers’ letters",
    ]

    /// Whether the end of an article invites readers to write letters, as that page does.
    static func isOne(_ candidates: Candidates) -> Bool {
        let end = String(candidates.text.suffix(LettersPage.end)).lowercased()
        return LettersPage.invitations.contains { end.contains($0) }
    }
}
