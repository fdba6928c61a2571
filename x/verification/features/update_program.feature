Feature: MsgUpdateProgram changes what its creator says of a program

  Scenario: by its creator
    When "maker" says that the program is at "https://a.example"
    Then it succeeds

  Scenario: by somebody else
    When "carol" says that the program is at "https://a.example"
    Then it fails with "not the program's creator"

  Scenario: a place that is no URL
    When "maker" says that the program is at "ftp://a"
    Then it fails with "no http or https base URL"
