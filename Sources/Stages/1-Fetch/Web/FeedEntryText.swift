public import Feeds
public import Storage

/// Where the text of a feed's entry is taken from.
public enum FeedEntryText {
    /// Whether an entry's page is to be got.
    public static func needsPage(
        _ entry: FeedEntry, _ text: WebSourceRecord.Text = .auto
    ) -> Bool {
        switch text {
        case .feed: false
        case .page: true
        case .auto: !(isWhole(entry.content, 500) || isWhole(entry.summary, 1500))
        }
    }

    /// Whether a text looks like a whole article: long enough, and not cut off at its end.
    private static func isWhole(_ text: FeedText?, _ least: Int) -> Bool {
        guard let plain = text?.plain, plain.utf8.count >= least else { return false }
        let end = String(plain.suffix(60)).lowercased()
        let isCut =
            end.hasSuffix("…") || end.hasSuffix("...") || end.hasSuffix("[…]")
            || end.hasSuffix("[...]") || end.contains("read more")
            || end.contains("continue reading")
        return !isCut
    }
}
