Feature: MsgTrustHeader
  Governance starts the client from a header, and starts it again when it was stopped or has not been brought a header for too long. What was
  believed from that height on is forgotten.

  Background:
    Given Celestia is at height 10

  Scenario: the beginning
    When governance trusts height 4
    Then the events are: EventHeaderTrusted
    And heights 4 are believed

  Scenario: again, after a fork
    Given governance trusts height 2
    And ann brings height 5 by height 2
    And ann brings height 7 by height 2
    And eve brings a fork of height 5 by height 2
    When governance trusts height 5
    Then heights 2, 5 are believed
    When ann brings height 6 by height 5
    Then it succeeds

  Scenario: one that contradicts what is below it
    Given governance trusts height 2
    When governance trusts height 5, made at the time of height 1
    Then it fails with: it is not later than the stored one of height 2; trust one of that height, or a lower one: invalid header

  Scenario: only governance
    When eve trusts height 4
    Then it fails, saying: expected {the gov}, got {eve}

  Scenario: what is no header
    When governance trusts a header without a hash
    Then it fails with: hash: "" is no hash, it must be 64 lower-case hex digits: invalid header: invalid header

  Scenario: no chain is named
    Given a chain that follows nothing
    When governance trusts height 4
    Then it fails with: the parameter celestia_chain_id names no chain: set it first: no light client
