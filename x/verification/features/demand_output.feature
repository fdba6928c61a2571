Feature: MsgDemandOutput and MsgPublishOutput: outputs are owed

  Background:
    Given "bob" has a lease of "alice"
    And "bob" submits his receipt

  Scenario: the provider publishes and is paid for it
    Given "alice" demands the output
    When "bob" publishes the output
    Then it succeeds
    And the outputs are on chain
    And "bob" has 100000 usure
    When 60 blocks pass
    Then the receipt of "bob" is "FINAL"

  Scenario: the provider does not publish and loses its bond
    Given "alice" demands the output
    When 31 blocks pass
    Then the receipt of "bob" is "FAULTED"
    And the user was made whole

  Scenario: only the owner may demand
    When "carol" demands the output
    Then it fails with "not the order's owner"

  Scenario: once
    Given "alice" demands the output
    When "alice" demands the output
    Then it fails with "output is demanded already"

  Scenario: something else is published
    Given "alice" demands the output
    When "bob" publishes something else
    Then it fails with "the receipt says"

  Scenario: nobody asked
    When "bob" publishes the output
    Then it fails with "output is not demanded"

  Scenario: after the window
    Given 20 blocks pass
    When "alice" demands the output
    Then it fails with "receipt is not open"
