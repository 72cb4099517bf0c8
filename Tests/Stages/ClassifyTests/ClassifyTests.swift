// ClassifyTests
