Feature: MsgMultiAttest
  Statements under several schemas in one message, all or none. A statement may refer to an earlier one of the same message.

  Background:
    Given ada registers "bool x" as A, revocable
    And ada registers "bool y" as B, revocable

  Scenario: two groups
    When bob attests 3 statements under A and 2 under B
    Then the events are: EventAttested, EventAttested, EventAttested, EventAttested, EventAttested
    And 3 attestations are found by schema "A"
    And 5 attestations are found by attester "bob"
    And 2 attestations are found by subject "did:web:1"

  Scenario: too many, or none
    When governance sets max_batch to 4
    And bob attests 3 statements under A and 2 under B
    Then it is refused: 5, a message has 1 to 4: invalid number of items
    When bob attests 0 statements under A
    Then it is refused: no statements under <A>: invalid number of items
    When bob attests 1 statements under A and 0 under B
    Then it is refused: no statements under <B>: invalid number of items

  Scenario: references inside a message
    When bob attests a chain of 5 references under A
    Then 1 attestations are found by reference "m4"
    And 0 attestations are found by reference "m5"

  Scenario: one bad item spoils all
    Given ada registers "bool x" as C, resolver {refuser}
    When bob attests 2 statements under A and 1 under C
    Then it is refused: item 2: schema <C> does not allow revocable attestations: not revocable
    And 0 attestations are found by schema "A"

  # EAS's identifier knows no subject but an account: statements about others differ by their bump alone.
  Scenario: the same words in the same second, in batches
    When bob attests 5 statements under A
    Then m1 has bump 0
    And m5 has bump 4
    When bob attests 5 statements under A
    Then m1 has bump 5
    And m5 has bump 9
    And 10 attestations are found by schema "A"
    When 1 seconds pass
    And bob attests 5 statements under A
    Then m5 has bump 4
