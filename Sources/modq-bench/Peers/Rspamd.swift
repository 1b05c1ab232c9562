import Foundation
import Glibc

/// rspamd with one worker and its package's rules, asked by its own client with eight mails under way at a time.
enum Rspamd {
  /// What asks the network, or keeps something in Redis.
  private static let modulesOff = [
    "arc", "asn", "bimi", "dcc", "dkim", "dkim_signing", "dmarc", "fuzzy_check", "greylist", "history_redis",
    "metadata_exporter", "mx_check", "neural", "p0f", "phishing", "ratelimit", "rbl", "redis", "replies",
    "reputation",
    "rspamd_update", "spf", "surbl", "url_redirector", "whitelist",
  ]
  private static let startSeconds = 300.0

  static func rate(_ texts: PeerTexts, in place: Workplace) throws -> Figure {
    let port = 20_000 + Int(getpid()) % 20_000
    let folder = place.path("rspamd")
    try configure(folder, port)
    let process = try start(folder)
    defer {
      kill(process, SIGTERM)
      var state: Int32 = 0
      while waitpid(process, &state, 0) < 0, errno == EINTR {}
    }
    try waitUntilUp(port, process)
    var runs = StageRuns("rspamd", events: texts.someCount)
    let start = try ask(port, texts.firstMail)
    runs.add(try ask(port, texts.someMails), start: start)
    var figure = texts.figure(runs, texts.someCount)
    // Those of its client.
    figure.members.removeAll { ["processor_us_per_event", "peak_mib"].contains($0.key) }
    return figure
  }

  private static func configure(_ folder: String, _ port: Int) throws {
    for name in ["override.d", "local.d", "db"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    var files = [
      "options.inc": """
      dns { nameserver = ["127.0.0.1:9:1"]; timeout = 0.05s; retransmits = 1; }
      control_socket = "\(folder)/db/rspamd.sock mode=0600";
      filters = "chartable,regexp";

      """,
      "worker-normal.inc": "count = 1;\nbind_socket = \"127.0.0.1:\(port)\";\n",
      "worker-controller.inc": "enabled = false;\ncount = 0;\n",
      "worker-proxy.inc": "enabled = false;\ncount = 0;\n",
      "logging.inc": "level = \"error\";\n",
    ]
    for module in modulesOff { files["\(module).conf"] = "enabled = false;\n" }
    for (name, text) in files { try TextFile.write(text, to: "\(folder)/override.d/\(name)") }
  }

  private static func start(_ folder: String) throws(BenchFailure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    return try ProcessRun.spawn(
      [
        "rspamd", "--no-fork", "--insecure", "--config", "/etc/rspamd/rspamd.conf",
        "--var=DBDIR=\(folder)/db",
        "--var=RUNDIR=\(folder)/db", "--var=LOGDIR=\(folder)/db", "--var=LOCAL_CONFDIR=\(folder)",
      ], actions)
  }

  /// It compiles its patterns first, which takes some seconds.
  private static func waitUntilUp(_ port: Int, _ process: pid_t) throws {
    let waited = Stopwatch()
    while waited.seconds < startSeconds {
      if isListening(port) { return }
      var state: Int32 = 0
      guard waitpid(process, &state, WNOHANG) == 0 else {
        throw BenchFailure("rspamd ended when it was started")
      }
      usleep(200_000)
    }
    throw BenchFailure("rspamd did not start within \(Int(startSeconds)) seconds")
  }

  /// Whether somebody listens at a port of this machine.
  private static func isListening(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func ask(_ port: Int, _ mails: String) throws(BenchFailure) -> ProcessRun {
    try ProcessRun(["rspamc", "-h", "127.0.0.1:\(port)", "-n", "8", mails])
  }
}
