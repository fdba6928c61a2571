Feature: MsgRevoke and MsgMultiRevoke
  An attester, or who it appointed, ends an attestation that was made revocable, with a reason and a replacement if there is one.

  Background:
    Given ada registers "bool x" as A, revocable
    And ada registers "bool y" as B, revocable
    And bob attests a1 under A of "carl", revocable
    And bob attests a2 under A of "carl", revocable, verdict 2
    And bob attests a3 under B

  Scenario: with a reason and a replacement
    When bob revokes a1 as replaced, replaced by a2
    Then the events are: EventRevoked
    And a1 was revoked by bob as replaced, replaced by a2

  Scenario: without either
    When bob revokes a1
    Then a1 was revoked by bob

  Scenario: twice, by a stranger, what does not exist, what was made to stand
    When eve revokes a1
    Then it is refused: {bob} attested, and did not appoint {eve}: not allowed to revoke
    When bob revokes a1
    And bob revokes a1
    Then it is refused: <a1>, at 1767225601: already revoked
    When bob revokes z9
    Then it is refused: <digest z9>: attestation not found
    When bob revokes a3
    Then it is refused: <a3> was made to stand; only a dispute can end it: not revocable

  Scenario: reasons and replacements that are none
    When bob revokes a1 as overturned
    Then it is refused: 5; use 0 for none, 1 for a mistake, 2 for ceased, 3 for replaced, 4 for a compromised key: invalid reason
    When bob revokes a1 as replaced, replaced by a1
    Then it is refused: an attestation cannot replace itself: invalid replacement
    When eve attests a4 under A
    And bob revokes a1 as replaced, replaced by a4
    Then it is refused: <a4> is by another attester, or was revoked: invalid replacement

  Scenario: many at once, all or none
    When bob revokes a1, a2 as a mistake
    Then the events are: EventRevoked, EventRevoked
    And a2 was revoked by bob as a mistake
    When bob attests a4 under A, revocable
    And bob revokes a4, a1
    Then it is refused: item 2: <a1>, at 1767225601: already revoked
    And a4 is live
    When bob revokes a4, a4
    Then it is refused: item 2: <a4>, at 1767225601: already revoked
