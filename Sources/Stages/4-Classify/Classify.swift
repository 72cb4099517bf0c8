// Classify: from candidate relations to events.
//
// `ClassifyStage` is the actor the daemon runs; all work is in the value `Classifier`: it rejects
// what is no news of diplomacy, decides status and mode, looks up codes and scores, estimates how
// sure the coding is, and merges what an article tells twice. What may change: every inside; the
// door is `Candidates` in, `CodedArticle` out, and the rules are those of docs/event.md.
