Feature: MsgSetStatus says where an artefact stands

  Background:
    Given ada registers MODEL "ada/base"
    And bob registers MODEL "bob/tuned" under "MIT", FINETUNE "ada/base"

  Scenario: deprecated and back
    When ada makes "ada/base" DEPRECATED because "old"
    Then it succeeds
    And the events are: EventStatusChanged
    When ada makes "ada/base" ACTIVE
    Then "ada/base" is ACTIVE

  Scenario: revoked is for good
    Given ada makes "ada/base" REVOKED because "leak"
    When ada makes "ada/base" ACTIVE
    Then it is refused: [ada/base] is revoked, which is for good; register a new version: invalid status

  Scenario: a stranger
    When carl makes "ada/base" REVOKED
    Then it is refused: {carl} cannot change the status of [ada/base]: not the owner

  Scenario: the owner of a parent disputes
    When ada makes "bob/tuned" DISPUTED because "not a finetune"
    Then "bob/tuned" is DISPUTED
    When bob makes "bob/tuned" ACTIVE
    Then it is refused: [bob/tuned] was disputed by {ada}, who or governance can end that: not the owner
    When governance makes "bob/tuned" ACTIVE
    Then "bob/tuned" is ACTIVE

  Scenario: who disputed takes it back
    Given ada makes "bob/tuned" DISPUTED because "not a finetune"
    When ada makes "bob/tuned" ACTIVE
    Then "bob/tuned" is ACTIVE

  Scenario: the owner may give up a disputed artefact
    Given ada makes "bob/tuned" DISPUTED because "not a finetune"
    When bob makes "bob/tuned" REVOKED
    Then "bob/tuned" is REVOKED

  Scenario: a dispute by a stranger
    When carl makes "bob/tuned" DISPUTED because "envy"
    Then it is refused: only the owner of a declared parent of [bob/tuned], or governance, can dispute it: not the owner

  Scenario: a dispute without a reason
    When ada makes "bob/tuned" DISPUTED
    Then it is refused: a dispute needs a reason: invalid status

  Scenario: what it is already
    When ada makes "ada/base" ACTIVE
    Then it is refused: [ada/base] is STATUS_ACTIVE already: invalid status
