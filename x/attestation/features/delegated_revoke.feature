Feature: MsgDelegatedRevoke
  Somebody brings a revocation that an attester, or who it appointed, signed by EIP-712.

  Background:
    Given ada registers "bool x" as A, revocable
    And ada registers "bool y" as B, revocable
    And sue signs a1 under A, revocable
    And sue signs a2 under A, revocable, ahead 1
    And rex brings them

  Scenario: signed as EAS has it
    When sue signs the revocation of a1 under A
    And rex brings it
    Then the events are: EventRevoked
    And sue's nonce is 3

  Scenario: with a reason and a replacement
    When sue signs the revocation of a1 under A, reason replaced, replacement <a2>
    And rex brings it
    Then the events are: EventRevoked

  Scenario: unordered
    When sue signs the revocation of a1 under A, unordered, deadline 5
    And rex brings it
    Then the events are: EventRevoked

  Scenario: by a stranger
    When tom signs the revocation of a1 under A
    And rex brings it
    Then it fails with nothing else than a stranger

  Scenario Outline: changed on the way
    When sue signs the revocation of a1 under A
    And the request is changed: <change>
    And rex brings it
    Then it fails with nothing else than a wrong signature

    Examples:
      | change                     |
      | its reason                 |
      | its signature is malleated |

  Scenario: of another schema
    When sue signs the revocation of a1 under A
    And the request is changed: its schema
    And rex brings it
    Then it is refused: <a1> is under <A>, the request says <B>: invalid schema
