func visible(_ s: String) -> String { s }
