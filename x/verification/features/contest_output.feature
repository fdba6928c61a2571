Feature: MsgContestOutput: an encrypted output must decrypt to what the receipt says

  Background:
    Given "bob" has a lease of "alice" with an output key

  Scenario: an honest output cannot be contested
    Given "bob" submits his receipt with encrypted outputs
    When "alice" contests the output
    Then it fails with "output decrypts to what the receipt says"
    And the receipt of "bob" is "PENDING"

  Scenario: an output that is encrypted rubbish
    Given "bob" submits his receipt with rubbish outputs
    When "alice" contests the output
    Then it succeeds
    And the receipt of "bob" is "FAULTED"
    And "alice" has 6999400 usure

  Scenario: with another key
    Given "bob" submits his receipt with rubbish outputs
    When "alice" contests the output with another key
    Then it fails with "not the private key of the order's output key"

  Scenario: by somebody else
    Given "bob" submits his receipt with rubbish outputs
    When "carol" contests the output
    Then it fails with "not the order's owner"
