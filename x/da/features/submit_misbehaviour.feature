Feature: MsgSubmitMisbehaviour
  Two headers that are both believed and contradict each other show that Celestia's validators have signed what cannot be. The client stops
  until governance trusts a header again.

  Background:
    Given Celestia is at height 10
    And governance trusts height 2

  Scenario: two blocks for one height
    When eve shows height 5 and a fork of it, by height 2
    Then the events are: EventClientFrozen
    And the client is frozen: two blocks of height 5

  Scenario: a higher block that is not later
    When eve shows height 5 and height 8 made at the time of height 4, by height 2
    Then the client is frozen: the block of height 8 is not later than that of 5

  Scenario: what can both be
    When eve shows height 5 and height 6, by height 2
    Then it fails with: the headers of heights 5 and 6 can both be: no misbehaviour
    When eve shows height 5 and height 5, by height 2
    Then it fails with: the headers of heights 5 and 5 can both be: no misbehaviour

  Scenario: a fork that too few signed
    When eve shows height 5 and a fork of it with 2 of 4 signatures, by height 2
    Then it fails, saying: insufficient voting power
