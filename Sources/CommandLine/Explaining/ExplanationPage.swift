import Extract
import Messages

/// An explanation as one page of HTML that needs nothing else: sentences with their actors and
/// triggers marked, arrows from source to trigger to target, and the steps below each.
struct ExplanationPage {
    /// What comes before the articles.
    static let head = """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Chancery: how events came about</title>
        <meta name="viewport" content="width=device-width">
        <style>
        body{font:16px/2.6 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
        h1,h2{font:600 1.2rem/1.3 sans-serif} .heading{font-weight:bold}
        section{position:relative;border-top:1px solid #ddd;padding:.4rem 0 .8rem}
        svg{position:absolute;left:0;top:0;width:100%;height:100%;pointer-events:none;overflow:visible}
        mark{background:none;padding:.1em 0;border-bottom:3px solid} mark.who{border-color:#58a}
        mark.unknown{border-color:#bbb;border-bottom-style:dotted} mark.trigger{background:#fe9;border-color:#d90}
        mark.none{background:#eee;border-color:#ccc}
        details,table{font:13px/1.5 sans-serif} summary{cursor:pointer}
        .event summary{color:#070} .none summary{color:#a00} .repeats summary{color:#555}
        li{margin:0} ul{margin:.2rem 0 .4rem} path{fill:none;stroke:#d90;stroke-width:1.5;opacity:.8}
        path.to{stroke:#a33} #tip{fill:#a33;stroke:none}
        </style></head><body>

        """

    /// What comes after them. Arrows are drawn from where the words stand; without scripts the
    /// marks remain.
    static let tail = """
        <script>
        function draw(){document.querySelectorAll('section').forEach(s=>{const v=s.querySelector('svg');
        v.querySelectorAll('path.a').forEach(p=>p.remove());const o=s.getBoundingClientRect();
        JSON.parse(s.dataset.arrows).forEach(([a,b,k])=>{const x=s.querySelector('[data-at="'+a+'"]'),
        y=s.querySelector('[data-at="'+b+'"]');if(!x||!y)return;const p=x.getClientRects()[0],
        q=y.getClientRects()[0];const x1=p.left+p.width/2-o.left,y1=p.top-o.top,x2=q.left+q.width/2-o.left,
        y2=q.top-o.top,h=Math.min(y1,y2)-8-Math.min(22,Math.abs(x1-x2)/12);
        const e=document.createElementNS('http://www.w3.org/2000/svg','path');e.setAttribute('class','a '+k);
        e.setAttribute('d',`M${x1} ${y1}C${x1} ${h} ${x2} ${h} ${x2} ${y2}`);
        e.setAttribute('marker-end','url(#arrow)');v.append(e)})})}
        draw();addEventListener('resize',draw)
        </script></body></html>

        """

    /// An article.
    static func article(_ title: String, _ sentences: [ExplainedSentence]) -> String {
        var page = "<h1>\(escaped(title))</h1>\n"
        for sentence in sentences { page += section(sentence) }
        return page
    }

    private static func section(_ sentence: ExplainedSentence) -> String {
        let shown = sentence.candidates.filter { $0.outcome != "none" }
        var arrows: [String] = []
        for candidate in shown {
            let trigger = candidate.triggerSpan.start
            for actor in candidate.sources {
                arrows.append("[\(actor.span.start),\(trigger),\"from\"]")
            }
            for actor in candidate.targets {
                arrows.append("[\(trigger),\(actor.span.start),\"to\"]")
            }
        }
        var page =
            "<section class=\"\(sentence.kind.rawValue)\" data-arrows='[\(arrows.joined(separator: ","))]'>"
            + "<svg><defs><marker id=\"arrow\" viewBox=\"0 0 6 6\" refX=\"3\" refY=\"5\" markerWidth=\"6\" "
            + "markerHeight=\"6\"><path id=\"tip\" d=\"M0 0L6 0L3 6z\"/></marker></defs></svg>"
        page += marked(sentence) + "\n"
        for candidate in sentence.candidates { page += details(candidate) }
        if !sentence.roles.isEmpty {
            let roles = sentence.roles.map { predicate in
                "<li>\(escaped(predicate.roleset)): "
                    + predicate.arguments.map { "\($0.role) “\(escaped($0.text))”" }
                    .joined(separator: ", ") + "</li>"
            }
            page += "<details><summary>roles</summary><ul>\(roles.joined())</ul></details>"
        }
        return page + "</section>\n"
    }

    /// The sentence with marks around its actors and triggers. Marks do not nest; of two that would,
    /// the trigger stays, else the one that begins first and is longer.
    private static func marked(_ sentence: ExplainedSentence) -> String {
        struct Mark {
            var span: Span
            var kind: String
            var title: String
            var rank: Int
        }
        var marks: [Mark] = []
        for candidate in sentence.candidates {
            let isEvent = candidate.outcome != "none"
            marks.append(
                Mark(
                    span: candidate.triggerSpan, kind: isEvent ? "trigger" : "none",
                    title: candidate.title, rank: isEvent ? 0 : 3))
            for actor in candidate.sources + candidate.targets where isEvent {
                marks.append(
                    Mark(
                        span: actor.span, kind: actor.entity == nil ? "unknown" : "who",
                        title: actor.entity ?? "unknown", rank: 1))
            }
        }
        for mention in sentence.mentions where mention.kind != .place {
            marks.append(
                Mark(
                    span: mention.span, kind: mention.entity == nil ? "unknown" : "who",
                    title: mention.entity ?? "unknown", rank: 2))
        }
        marks.sort {
            ($0.rank, $0.span.start, -$0.span.end) < ($1.rank, $1.span.start, -$1.span.end)
        }
        var taken: [Mark] = []
        for mark in marks
        where mark.span.start >= sentence.span.start && mark.span.end <= sentence.span.end
            && mark.span.start < mark.span.end
            && !taken.contains(where: {
                $0.span.start < mark.span.end && mark.span.start < $0.span.end
            })
        { taken.append(mark) }
        let text = ScalarText(sentence.text)
        let start = sentence.span.start
        var place = 0
        var page = ""
        for mark in taken.sorted(by: { $0.span.start < $1.span.start }) {
            let (first, last) = (mark.span.start - start, mark.span.end - start)
            page += escaped(text[Span(place, first)])
            page +=
                "<mark class=\"\(mark.kind)\" data-at=\"\(mark.span.start)\" "
                + "title=\"\(escaped(mark.title))\">\(escaped(text[Span(first, last)]))</mark>"
            place = last
        }
        return page + escaped(text[Span(place, text.count)])
    }

    private static func details(_ candidate: ExplainedSentence.Candidate) -> String {
        func actors(_ actors: [ExplainedSentence.Actor]) -> String {
            actors.isEmpty
                ? "–" : actors.map { "\($0.text) (\($0.entity ?? "?"))" }.joined(separator: ", ")
        }
        var steps = ["\(actors(candidate.sources)) → \(actors(candidate.targets))"]
        if let attribution = candidate.attribution {
            steps.append("on the word of \(attribution.speaker)")
        }
        steps += candidate.explanation
        steps.append(
            candidate.features.sorted { $0.key < $1.key }.map {
                "\($0.key) \((100 * $0.value).rounded() / 100)"
            }.joined(separator: ", "))
        let confidence = candidate.confidence.map { ", \($0)" } ?? ""
        return "<details class=\"\(candidate.outcome)\"><summary>“\(escaped(candidate.trigger))” → "
            + "\(escaped(candidate.title))\(confidence): \(escaped(candidate.verdict))</summary><ul>"
            + steps.map { "<li>\(escaped($0))</li>" }.joined() + "</ul></details>"
    }

    /// Text that stands for itself in HTML, in elements and in quoted attributes.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{7F}"..."\u{9F}":
                result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
