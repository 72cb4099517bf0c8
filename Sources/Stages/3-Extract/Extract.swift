// Extract
