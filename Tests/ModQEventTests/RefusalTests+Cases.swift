@testable import ModQEvent

/// What to do about a name that begins as ours do.
private let ownNames = #"(lines of an export say "modq":"export"; else begin it with something else)"#

extension RefusalTests {
  static let syntax: [Case] = [
    Case(
      "", 1, .badJSON,
      "not JSON: where an object in braces should be, the line ends (write one object of JSON a line)"),
    Case(
      "[1]", 1, .badJSON,
      #"not JSON: where an object in braces should be, there is "[" (write one object of JSON a line)"#),
    Case(
      "{a:1}", 2, .badJSON,
      #"not JSON: where a key in double quotes should be, there is "a" (write one object of JSON a line)"#),
    Case(
      #"{"a" 1}"#, 6, .badJSON,
      #"not JSON: where a colon after the key should be, there is "1" (write one object of JSON a line)"#),
    Case(
      #"{"a":nope}"#, 6, .badJSON,
      #"not JSON: where a value should be, there is "n" (write one object of JSON a line)"#),
    Case(
      #"{"a":1 "b":2}"#, 8, .badJSON,
      #"not JSON: where "," or "}" should be, there is """ (write one object of JSON a line)"#),
    Case(
      #"{"a":[1;2]}"#, 8, .badJSON,
      #"not JSON: where "," or "]" should be, there is ";" (write one object of JSON a line)"#),
    Case(
      #"{"a":1,}"#, 8, .badJSON,
      #"not JSON: where a key in double quotes should be, there is "}" (write one object of JSON a line)"#),
    Case(
      #"{"a":"b"#, 8, .badJSON,
      "not JSON: where the closing quote of a string should be, the line ends (write one object of JSON a line)"
    ),
    Case(
      #"{"a":"\x"}"#, 7, .badJSON,
      #"not JSON: where one of \" \\ \/ \b \f \n \r \t \u should be, there is "\" (write one object of JSON a line)"#
    ),
    Case(
      #"{"a":"\u12G4"}"#, 7, .badJSON,
      #"not JSON: where four hexadecimal digits after \u should be, there is "\" (write one object of JSON a line)"#
    ),
    Case(
      #"{"a":-x}"#, 7, .badJSON,
      #"not JSON: where a digit should be, there is "x" (write one object of JSON a line)"#),
    Case(
      #"{"a":007}"#, 6, .badJSON,
      #"not JSON: where a number without leading zeros should be, there is "0" (write one object of JSON a line)"#
    ),
    Case(
      #"{} {}"#, 4, .badJSON,
      #"not JSON: where nothing after the object should be, there is "{" (write one object of JSON a line)"#),
    Case(
      #"{"a":“b”}"#, 6, .badJSON,
      #"not JSON: where a value should be, there is "“" (write one object of JSON a line)"#),
    Case(
      "{\"a\":\"\t\"}", 7, .badJSON, #"not JSON: a control character inside a string (write it as \u0009)"#),
    Case(#"{"a":1,"\u0061":2}"#, 8, .duplicateKey, #""a" comes twice in one object (leave one out)"#),
    Case(#"{"id":"a","i\u0064":"b"}"#, 11, .duplicateKey, #""id" comes twice in one object (leave one out)"#),
    Case(
      #"{"a":[{"b":{"é":1,"c":0,"é":2}}]}"#, 26, .duplicateKey,
      #""é" comes twice in one object (leave one out)"#),
    Case(
      #"{"a":"# + String(repeating: "[", count: 32) + "1", 37, .tooDeep,
      "nested deeper than 32 levels (flatten it)"),
    Case(#"{"a":-1e400}"#, 6, .notFinite, #"-1e400 is larger than any number here (write it as a string)"#),
    Case(
      #"{"body":"\uD83D"}"#, 10, .loneSurrogate,
      #"\ud83d is half a character (write both halves, or the character itself)"#),
    Case(
      #"{"body":"x\uDE00\uD83D"}"#, 11, .loneSurrogate,
      #"\ude00 is half a character (write both halves, or the character itself)"#),
  ]

  static let text: [Case] = [
    Case(
      String(repeating: " ", count: 1 << 20) + "{}", 1_048_577, .lineTooLong,
      "the line is longer than 1048576 bytes (shorten it; no event needs as much)"),
    Case(
      #"{"type":"edit","id":"e1","comment":"c1","body":""# + String(repeating: "x", count: 65_537) + #""}"#,
      48, .bodyTooLong,
      #""body" has 65537 bytes, and may have 65536 (cut it, or refuse it on the site)"#),
    Case(
      #"{"type":"comment","id":"c1","thread":"t","body":"","nick":""# + String(repeating: "折", count: 86)
        + #""}"#, 59, .nickTooLong,
      #""nick" has 258 bytes, and may have 256 (allow shorter names)"#),
    Case(
      #"{"type":"delete","id":"d1","comment":""# + String(repeating: "x", count: 257) + #""}"#, 38,
      .idTooLong,
      #""comment" has 257 bytes, and may have 256 (send a digest of it)"#),
    Case(
      #"{"type":"delete","id":"d\u0000","comment":"c1"}"#, 23, .nul, #""id" contains U+0000 (take it out)"#),
    Case(
      #"{"type":"vote","id":"v1","comment":"c1","value":1,"voter":"\u0000"}"#, 59, .nul,
      #""voter" contains U+0000 (take it out)"#),
  ]

  static let schema: [Case] = [
    Case("{}", 1, .missingKey, #""type" is missing (an event needs it)"#),
    Case(
      #"{"Type":"vote"}"#, 2, .missingKey,
      #""type" is missing, and "Type" is not known (did you mean "type"?)"#),
    Case(
      #"{"type":"delete","ip":"i","comment":"c1"}"#, 1, .missingKey, #""id" is missing (a delete needs it)"#),
    Case(#"{"type":"vote"}"#, 1, .missingKey, #""id" is missing (a vote needs it)"#),
    Case(
      #"{"type":"edit","id":"e1","comment":"c1"}"#, 1, .missingKey, #""body" is missing (an edit needs it)"#),
    Case(
      #"{"type":"vote","id":"v1","x":0,"comments":"c1","value":1}"#, 32, .missingKey,
      #""comment" is missing, and "comments" is not known (did you mean "comment"?)"#),
    Case(
      #"{"type":"reply","id":"r1","thread":"t","nick":"","body":""}"#, 1, .missingKey,
      #""parent" is missing (a reply needs it)"#),
    Case(
      #"{"type":"comment","id":"c1","thread":"t","body":"","nick":null}"#, 59, .badType,
      #""nick" is not a string: null (write it in quotes)"#),
    Case(
      #"{"type":"delete","id":17,"comment":"c1"}"#, 23, .badType,
      #""id" is not a string: 17 (write it in quotes)"#),
    Case(
      #"{"type":"edit","id":"e1","comment":"c1","body":["my","words"]}"#, 48, .badType,
      #""body" is not a string: an array (write it in quotes)"#),
    Case(
      #"{"type":"delete","id":"d1","comment":"c1","site":{"a":1}}"#, 50, .badType,
      #""site" is not a string: {"a":1} (write it in quotes)"#),
    Case(#"{"type":["vote"]}"#, 9, .badType, #""type" is not a string: ["vote"] (write it in quotes)"#),
    Case(
      #"{"type":"delete","id":"","comment":"c1"}"#, 23, .badValue,
      #""id" is empty (it has to name something)"#),
    Case(
      #"{"type":"delete","id":"modq:7","comment":"c1"}"#, 23, .reservedID,
      #""id" begins with "modq:", as ours do: "modq:7" \#(ownNames)"#),
    Case(
      #"{"type":"decision","id":"modq:decision-7","action":"spam","comment":"c1","by":"m"}"#, 25, .reservedID,
      #""id" begins with "modq:", as ours do: "modq:decision-7" \#(ownNames)"#),
    Case(
      #"{"type":"comment","id":"modq:7","modq":"export"}"#, 24, .reservedID,
      #""id" begins with "modq:", as ours do: "modq:7" \#(ownNames)"#),
    Case(#"{"type":"vot"}"#, 9, .unknownType, #""type" is no kind of event: "vot" (did you mean "vote"?)"#),
    Case(
      #"{"type":"like"}"#, 9, .unknownType,
      #""type" is no kind of event: "like" (write comment, reply, vote, edit, delete, report or decision)"#),
  ]

  static let values: [Case] = [
    Case(
      #"{"type":"vote","id":"v1","comment":"c1","value":2}"#, 49, .badValue,
      #""value" is not a vote: 2 (write 1, -1, or 0 to withdraw)"#),
    Case(
      #"{"type":"vote","id":"v1","comment":"c1","value":1.0}"#, 49, .badValue,
      #""value" is not a vote: 1.0 (write 1, -1, or 0 to withdraw)"#),
    Case(
      #"{"type":"vote","id":"v1","comment":"c1","value":"1"}"#, 49, .badType,
      #""value" is not a vote: "1" (write 1, -1, or 0 to withdraw)"#),
    Case(
      #"{"type":"vote","id":"v1","comment":"c1","value":null}"#, 49, .badType,
      #""value" is not a vote: null (write 1, -1, or 0 to withdraw)"#),
  ]

  static let times: [Case] = [
    Case(
      #"{"type":"delete","id":"d1","comment":"c1","at":"yesterday"}"#, 48, .badTime,
      #""at" is not a time: "yesterday" (write RFC 3339 or milliseconds)"#),
    Case(
      #"{"type":"delete","id":"d1","comment":"c1","at":1.5e12}"#, 48, .badTime,
      #""at" is not a time: 1.5e12 (write RFC 3339 or milliseconds)"#),
    Case(
      #"{"type":"delete","id":"d1","comment":"c1","at":-1}"#, 48, .badTime,
      #""at" is not a time: -1 (write RFC 3339 or milliseconds)"#),
    Case(
      #"{"type":"delete","id":"d1","comment":"c1","at":{"seconds":12345678901234567890123456789012345}}"#, 48,
      .badTime,
      #""at" is not a time: {"seconds":12345678901234567890123456789… (write RFC 3339 or milliseconds)"#),
    Case(
      #"{"type":"delete","id":"d1","comment":"c1","at":1700000600001}"#, 48, .timeAhead,
      #""at" is 2023-11-14T22:23:20.001Z, more than 10 minutes after the line came, 2023-11-14T22:13:20.000Z (set the sender's clock)"#
    ),
  ]

  static let decisions: [Case] = [
    Case(
      #"{"type":"decision","id":"d1","action":"aprove","comment":"c1","by":"m"}"#, 39, .badValue,
      #""action" is nothing that can be decided: "aprove" (did you mean "approve"?)"#),
    Case(
      #"{"type":"decision","id":"d1","action":"hide","comment":"c1","by":"m"}"#, 39, .badValue,
      #""action" is nothing that can be decided: "hide" (write approve, reject, spam, escalate, snooze, note, block, trust, clear or undo)"#
    ),
    Case(
      #"{"type":"decision","id":"d1","action":"spam","comment":"c1","by":"rules"}"#, 66, .badValue,
      #""by" is "rules", the name under which `modq sweep` decides (name the person who decided)"#),
    Case(
      #"{"type":"decision","id":"d1","action":"spam","comment":"c1","by":"m","batch":"modq:batch-8"}"#, 78,
      .reservedID,
      #""batch" begins with "modq:", as ours do: "modq:batch-8" \#(ownNames)"#),
    Case(
      #"{"type":"decision","id":"modq:1","modq":"restore","action":"spam","comment":"c1","by":"m"}"#, 41,
      .badValue, #""modq" is the mark of an export, which says "export" there, not "restore" (leave it out)"#),
    Case(
      #"{"type":"decision","id":"d1","action":"rejudge","comment":"c1","by":"rules"}"#, 39, .badValue,
      #""rejudge" is decided by the rules alone (run `modq sweep`)"#),
    Case(
      #"{"type":"decision","id":"d1","action":"spam","by":"m"}"#, 1, .missingKey,
      #""spam" is about nothing (write "comment")"#),
    Case(
      #"{"type":"decision","id":"d1","action":"block","by":"m"}"#, 1, .missingKey,
      #""block" is about nothing (write "nick", "ip", "email" or "proof")"#),
    Case(
      #"{"type":"decision","id":"d1","undoes":"d0","action":"undo","comment":"c1","by":"m"}"#, 60, .badValue,
      #"a decision is about one thing, not both "undoes" and "comment" (leave one out)"#),
    Case(
      #"{"type":"decision","id":"d1","action":"approve","ip":"192.0.2.1","by":"m"}"#, 54, .badValue,
      #""approve" can't be about "ip" (write "comment")"#),
    Case(
      #"{"type":"decision","id":"d1","action":"undo","nick":"x","by":"m"}"#, 53, .badValue,
      #""undo" can't be about "nick" (write "comment" or "undoes")"#),
    Case(
      #"{"type":"decision","id":"d1","action":"undo","undoes":"d1","by":"m"}"#, 55, .badValue,
      #""undoes" names the decision itself (name an earlier one)"#),
    Case(
      #"{"type":"decision","id":"d1","action":"block","nick":"","by":"m"}"#, 54, .badValue,
      #""nick" is empty (it has to name something)"#),
    Case(
      #"{"type":"decision","id":"d1","action":"spam","comment":"c1"}"#, 1, .missingKey,
      #""by" is missing (a decision needs it)"#),
    Case(
      #"{"type":"decision","id":"d1","action":"spam","comment":"c1","by":""}"#, 66, .badValue,
      #""by" is empty (it has to name something)"#),
    Case(
      #"{"type":"decision","id":"d1","action":"snooze","comment":"c1","by":"m","until":"2024-02-30T00:00:00Z"}"#,
      80, .badTime,
      #""until" is not a time: "2024-02-30T00:00:00Z" (write RFC 3339 or milliseconds)"#),
  ]
}
