Feature: MsgAddVersion registers the next version of a name

  Background:
    Given ada registers MODEL "ada/digits"

  Scenario: the next one
    When ada adds version "1.1.0" to "ada/digits"
    Then it succeeds
    And the events are: EventArtefactRegistered
    And "ada/digits" has 2 versions

  Scenario: versions do not change
    When ada adds version "1.0.0" to "ada/digits"
    Then it fails with: ada/digits has a version 1.0.0; versions do not change: version exists

  Scenario: a stranger
    When bob adds version "1.1.0" to "ada/digits"
    Then it fails with: ada/digits belongs to {ada}, not to {bob}: not the owner

  Scenario: a name that is not there
    When ada adds version "1.1.0" to "ada/letters"
    Then it fails with: "ada/letters": name not found

  Scenario: another kind
    When ada adds DATASET version "1.1.0" to "ada/digits"
    Then it fails with: ada/digits is a KIND_MODEL, its versions cannot be a KIND_DATASET: invalid artefact
