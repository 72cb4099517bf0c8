// KnowledgeTests
