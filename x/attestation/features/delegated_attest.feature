Feature: MsgDelegatedAttest
  Somebody brings what an attester signed by EIP-712, and pays. EAS's own types are signed where EAS can say it all. A request counts once:
  by the attester's nonce, or, unordered, by being remembered until its deadline.

  Background:
    Given ada registers "bool x" as A, revocable

  Scenario: an account of an Ethereum key
    When sue signs a1 under A of "carl", revocable
    And rex brings it
    Then the events are: EventAttested
    And the signer sue attested a1
    And sue's nonce is 1

  Scenario: an account that this chain gives a key
    When sue signs a1 under A, for the native account
    And rex brings it
    Then it succeeds

  Scenario: several, with nonces one after the other
    When sue signs a1 under A
    And sue signs a2 under A of "did:web:x", ahead 1, verdict 2
    And tom signs a3 under A
    And rex brings them
    Then sue's nonce is 2
    And tom's nonce is 1
    When rex brings them again
    Then it fails with nothing else than a wrong signature

  Scenario: a wrong key, chain, deadline or signature
    When sue signs a1 under A, as bob
    And rex brings it
    Then it fails with nothing else than a wrong signature

  Scenario: of another chain
    When sue signs a1 under A, chain surety-2
    And rex brings it
    Then it fails with nothing else than a wrong signature

  Scenario: expired
    When sue signs a1 under A, deadline 3
    And 4 seconds pass
    And rex brings it
    Then it is refused: 1767225604 is before the block's time 1767225605; sign again with a later one: invalid deadline

  Scenario Outline: changed on the way
    When sue signs a1 under A of "carl", deadline 5
    And the request is changed: <change>
    And rex brings it
    Then it fails with nothing else than a wrong signature

    Examples:
      | change                     |
      | its subject                |
      | its verdict                |
      | its data                   |
      | its value                  |
      | its deadline               |
      | its order                  |
      | its signature is malleated |
      | its signature is cut short |

  Scenario: unordered requests come in any order, once
    When sue signs a1 under A, unordered, deadline 9
    And rex brings it
    Then sue's nonce is 0
    And 1 spent requests are remembered
    When rex brings it again
    Then it fails with nothing else than a replay
    When 10 seconds pass
    And the block ends
    Then 0 spent requests are remembered
    When rex brings it again
    Then it is refused: 1767225610 is before the block's time 1767225611; sign again with a later one: invalid deadline

  Scenario: unordered needs a deadline
    When sue signs a1 under A, unordered
    And rex brings it
    Then it is refused: an unordered request has a deadline at most 2592000 seconds ahead, this one has 0: invalid deadline

  Scenario: a contract attests by saying that it signed
    When sue signs a1 under A, as agreeable
    And rex brings it
    Then it succeeds

  Scenario: a contract that says no, or loops
    When sue signs a1 under A, as refuser
    And rex brings it
    Then it fails with nothing else than a wrong signature

  Scenario: a contract that loops when asked
    When sue signs a1 under A, as looper
    And rex brings it
    Then it is refused: it used more than 1000000 gas: resolver refused: invalid signature
