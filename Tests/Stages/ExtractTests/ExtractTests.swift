// ExtractTests
