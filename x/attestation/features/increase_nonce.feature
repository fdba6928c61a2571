Feature: MsgIncreaseNonce
  Raising the nonce voids everything that was signed with a lower one.

  Background:
    Given ada registers "bool x" as A

  Scenario: a signed request is void
    Given sue signs a1 under A
    When the signer sue increases the nonce to 5
    Then the events are: EventNonceIncreased
    And sue's nonce is 5
    When rex brings it
    Then it fails with nothing else than a wrong signature

  Scenario: never backwards
    Given the signer sue increases the nonce to 5
    When the signer sue increases the nonce to 5
    Then it is refused: 5 is not above the present 5: invalid nonce
