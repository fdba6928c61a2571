package commit_test

const (
	goldenRoot  = "6182022b1c0181b6ca1fbe4273aec0362075ad58d1b4daeb62177ac4d8b9a22f"
	goldenNode  = "0d7a7bdb88c9483c34133e3b4c47f3f0f5d28e6aca2e2e25e5f2210423e1a72c"
	goldenTrace = "cae8b038e537ec9b1300846b2760f7b8d80445e01320d224bb14868930c6bbf2"
)
