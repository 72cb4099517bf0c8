// OntologyTests
