"""Training of the verifier: from the corpus in models/corpus/ to the weights in models/verifier/."""
