// Flow: how an article gets from one stage to the next and is never lost.
//
// `Hub/` has the one place that knows every article: the journal says what was accepted, the hub
// hands tasks to whoever serves a stage and takes results back. `Runner/` serves a stage: it takes
// tasks from the hub, feeds the stage, reports progress and results. `Offering/` brings new
// documents to the hub. `Wire/` has the small headers they exchange; `docs/protocol.md` describes
// the conversation.
//
// Each of the three is a pure state machine (`…Machine`: inputs and an instant in, actions out) and
// an actor that performs the actions on sockets, journal and clock. All decisions stand in the
// machines, where tests reach them without sockets or sleeping. What may change: rules in a
// machine, with a test; how an action is carried out, in its actor. Keep I/O out of machines and
// decisions out of actors.
