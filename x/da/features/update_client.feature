Feature: MsgUpdateClient
  Anybody may bring a header of Celestia. It is believed by CometBFT's light-client rules, starting from a header that is believed already:
  the next one when two thirds of the validators that the trusted header names have signed it; one further on when a third of those and two
  thirds of its own have. A header that is believed and contradicts another stops the client.

  Background:
    Given Celestia is at height 10
    And governance trusts height 2

  Scenario: the next one, one further on, and one in between
    When ann brings height 3 by height 2
    Then the events are: EventHeaderVerified
    And the client's latest height is 3
    When ann brings height 9 by height 2
    Then it succeeds
    And the client's latest height is 9
    When eve brings height 5 by height 3
    Then it succeeds
    And the client's latest height is 9
    And heights 2, 3, 5, 9 are believed

  Scenario: what is known already
    When ann brings height 5 by height 2
    And eve brings height 5 by height 2
    Then it fails with: height 5: header is known

  Scenario: a trusted height that is not stored
    When ann brings height 5 by height 4
    Then it fails with: height 4, which is to be trusted: header not found

  Scenario: the trusted validators are needed, but for the next
    When ann brings height 3 by height 2 without validators
    Then it succeeds
    When ann brings height 5 by height 2 without validators
    Then it fails with: the validators after the trusted header are needed, for it is not the one before: invalid header

  Scenario: too few signatures
    When ann brings height 5 by height 2 with 2 of 4 signatures
    Then it fails, saying: insufficient voting power
    And no event is emitted

  Scenario: a fork stops the client
    When ann brings height 5 by height 2
    And eve brings a fork of height 5 by height 2
    Then the events are: EventClientFrozen
    And the client is frozen: two blocks of height 5
    When ann brings height 6 by height 5
    Then it fails, saying: governance has to trust a header: the light client is frozen
    And heights 2, 5 are believed

  Scenario: a header that is older than one below it stops the client
    When ann brings height 5 by height 2
    And eve brings height 8, made at the time of height 4, by height 2
    Then the client is frozen: the block of height 8 is not later than that of 5

  Scenario: a trusted header that is too old
    Given 10 days pass
    When ann brings height 5 by height 2
    Then it fails, saying: and may vouch for others for 216h0m0s: trusted header is too old

  Scenario: nothing is trusted yet
    Given a chain that follows nothing
    When ann brings height 5 by height 2
    Then it fails with: no header of Celestia is trusted yet; governance starts with one: no light client

  Scenario: what is no header
    When ann brings rubbish
    Then it fails with: header, commit and validators are needed: invalid header
