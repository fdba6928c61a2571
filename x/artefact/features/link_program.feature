Feature: MsgLinkProgram says which MODEL artefact a program is

  The signer owns the artefact and registered the program; the module that keeps programs is asked.

  Background:
    Given ada registers MODEL "ada/base"
    And ada registered the program digits

  Scenario: one's own
    When ada links the program digits to "ada/base"
    Then it succeeds
    And the events are: EventProgramLinked
    And the program digits is "ada/base"

  Scenario: somebody else's program
    Given bob registers MODEL "bob/base"
    When bob links the program digits to "bob/base"
    Then it fails with: program cc6b6bad was not registered by {bob}: not found

  Scenario: to somebody else's artefact
    When bob links the program digits to "ada/base"
    Then it is refused: [ada/base] belongs to {ada}, not to {bob}: not the owner

  Scenario: twice
    Given ada links the program digits to "ada/base"
    When ada links the program digits to "ada/base"
    Then it is refused: [digits] is [ada/base]: program is linked

  Scenario: a mistake is mended
    Given ada links the program digits to "ada/base"
    And ada registers MODEL "ada/right"
    When ada links the program digits to "ada/right"
    Then the program digits is "ada/right"

  Scenario: a dataset
    Given ada registers DATASET "ada/images"
    When ada links the program digits to "ada/images"
    Then it is refused: [ada/images] is a KIND_DATASET and STATUS_ACTIVE; a program is an undisputed MODEL: artefact is no usable model

  Scenario: a parent's owner has not agreed
    Given bob registers MODEL "bob/base" under "approval"
    And ada registers MODEL "ada/tuned" under "MIT", FINETUNE "bob/base"
    When ada links the program digits to "ada/tuned"
    Then it is refused: [ada/tuned] has not been acknowledged by the owner of its parent [bob/base]: artefact is no usable model
    When bob acknowledges "ada/tuned" as a child of "bob/base"
    And ada links the program digits to "ada/tuned"
    Then it succeeds
