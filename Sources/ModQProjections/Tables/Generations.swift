/// Values in memory by their keys, of which those that were not used lately are forgotten.
///
/// Two generations: what is used becomes young, and when the young ones are many, ``ageIfFull()`` makes them old and forgets
/// those that were old until then. So whatever was used since the last call is there after the next.
struct Generations<Key: Hashable, Value> {
  private var young: [Key: Value] = [:]
  private var old: [Key: Value] = [:]
  /// What the young ones weigh.
  private(set) var weight = 0
  /// What a generation may weigh.
  private let capacity: Int
  private let weigh: (Value) -> Int

  /// Without `weighing` a generation is counted.
  init(capacity: Int, weighing weigh: @escaping (Value) -> Int = { _ in 1 }) {
    self.capacity = capacity
    self.weigh = weigh
  }

  /// The value of a key, which is used by that.
  subscript(key: Key) -> Value? {
    mutating get {
      if let value = young[key] { return value }
      guard let value = old.removeValue(forKey: key) else { return nil }
      young[key] = value
      weight += weigh(value)
      return value
    }
    set {
      old[key] = nil
      weight += (newValue.map(weigh) ?? 0) - (young[key].map(weigh) ?? 0)
      young[key] = newValue
    }
  }

  /// The same, without using it.
  func peek(_ key: Key) -> Value? { young[key] ?? old[key] }

  /// Changes a value that is there.
  mutating func update(_ key: Key, _ body: (inout Value) -> Void) {
    guard let place = young.index(forKey: key) ?? rejuvenated(key) else { return }
    weight -= weigh(young.values[place])
    body(&young.values[place])
    weight += weigh(young.values[place])
  }

  private mutating func rejuvenated(_ key: Key) -> Dictionary<Key, Value>.Index? {
    self[key] == nil ? nil : young.index(forKey: key)
  }

  /// Notes that a young value, which is an object, weighs so much more.
  mutating func add(weight more: Int) { weight += more }

  /// Forgets those that were not used since the last time, if the young ones are many.
  mutating func ageIfFull() -> Bool {
    guard weight > capacity else { return false }
    swap(&young, &old)
    young.removeAll(keepingCapacity: true)
    weight = 0
    return true
  }

  mutating func removeAll() {
    young.removeAll(keepingCapacity: true)
    old.removeAll(keepingCapacity: true)
    weight = 0
  }
}
