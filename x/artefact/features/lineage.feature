Feature: edges of lineage lead from a child to what it was made from

  Edges are declared when a child is registered, or by MsgDeclareParent while nothing was built on it; so no edge can close a circle.

  Background:
    Given ada registers DATASET "ada/images" under "CC-BY-4.0"
    And bob registers MODEL "bob/base" under "Apache-2.0", TRAINED_ON "ada/images"

  Rule: lineage grows downwards

    Scenario: a child
      When carl registers MODEL "carl/tuned" under "Apache-2.0", FINETUNE "bob/base"
      Then it succeeds
      And the events are: EventArtefactRegistered, EventEdgeDeclared
      And "carl/tuned" is 2 deep
      And "carl/tuned" is DECLARED as a child of "bob/base"

    Scenario: an edge later
      Given carl registers MODEL "carl/tuned"
      When carl declares that "carl/tuned" is FINETUNE "bob/base"
      Then it succeeds
      And the events are: EventEdgeDeclared
      And "carl/tuned" is 2 deep

    Scenario: a circle
      When ada declares that "ada/images" is GENERATED_BY "bob/base"
      Then it is refused: [ada/images] has 1 children, whose lineage would change; register a new version: invalid edge of lineage

    Scenario: itself
      When bob declares that "bob/base" is MERGE "bob/base"
      Then it is refused: [bob/base] cannot be its own parent: invalid edge of lineage

    Scenario: twice
      When bob declares that "bob/base" is TRAINED_ON "ada/images"
      Then it is refused: the parent [ada/images] is declared twice: invalid edge of lineage

    Scenario: nothing
      When bob declares that "bob/base" is TRAINED_ON "ada/nothing"
      Then it is refused: "[ada/nothing]": artefact not found

    Scenario: a relation that does not fit
      When carl registers MODEL "carl/tuned" under "MIT", FINETUNE "ada/images"
      Then it is refused: [ada/images] is a KIND_DATASET, which cannot be the parent in RELATION_FINETUNE: invalid edge of lineage

    Scenario: a revoked parent
      Given bob makes "bob/base" REVOKED because "leaked data"
      When carl registers MODEL "carl/tuned" under "Apache-2.0", FINETUNE "bob/base"
      Then it is refused: the parent [bob/base] is revoked: leaked data: invalid edge of lineage

  Rule: it is bounded

    Scenario: too deep
      Given governance sets max_depth to 2
      And carl registers MODEL "carl/tuned" under "Apache-2.0", FINETUNE "bob/base"
      When dora registers MODEL "dora/small" under "Apache-2.0", QUANTISED "carl/tuned"
      Then it is refused: [carl/tuned] is 2 generations deep, at most 1 are possible: lineage is too large

    Scenario: too wide
      When carl registers MODEL "carl/tuned" made from 17 others
      Then it fails with: 17 parents, at most 16 are possible: lineage is too large

  Rule: licences must be compatible, and the reason is given

    Scenario Outline: they are not
      Given bob registers MODEL "bob/strict" under "<parent>"
      When carl registers MODEL "carl/tuned" under "<child>", <relation> "bob/strict"
      Then it is refused: parent [bob/strict]: <reason>: licences are not compatible

      Examples:
        | parent          | child      | relation | reason                                                                                                        |
        | CC-BY-NC-4.0    | MIT        | FINETUNE | the parent's licence CC-BY-NC-4.0 forbids commercial use, and the child's MIT allows it                       |
        | CC-BY-NC-4.0    | MIT OR CC-BY-NC-4.0 | FINETUNE | the parent's licence CC-BY-NC-4.0 forbids commercial use, and the child's MIT allows it              |
        | CC-BY-ND-4.0    | CC-BY-ND-4.0 | MERGE  | the parent's licence CC-BY-ND-4.0 forbids derivatives                                                         |
        | GPL-3.0-only    | Apache-2.0 | ADAPTER  | the parent's licence GPL-3.0-only wants the same for what is derived, and the child's is Apache-2.0           |
        | GPL-2.0-only    | GPL-3.0-only | ADAPTER | the parent's licence GPL-2.0-only wants the same for what is derived, and the child's is GPL-3.0-only        |
        | CC-BY-4.0       | CC0-1.0    | FINETUNE | the parent's licence CC-BY-4.0 wants its author named, and the child's CC0-1.0 does not                       |
        | no-training     | MIT        | DISTILLED | the parent's licence no-training forbids to train on it                                                      |
        | no-derivatives  | MIT        | QUANTISED | the parent's licence no-derivatives forbids derivatives                                                      |
        | share-alike     | MIT        | FINETUNE | the parent's licence share-alike wants the same for what is derived, and the child's is MIT                   |

    Scenario Outline: they are
      Given bob registers MODEL "bob/strict" under "<parent>"
      When carl registers MODEL "carl/tuned" under "<child>", <relation> "bob/strict"
      Then it succeeds

      Examples:
        | parent                 | child               | relation     |
        | MIT                    | Apache-2.0          | FINETUNE     |
        | CC-BY-NC-4.0           | CC-BY-NC-SA-4.0     | FINETUNE     |
        | CC-BY-NC-4.0 OR MIT    | Apache-2.0          | FINETUNE     |
        | GPL-2.0-or-later       | GPL-3.0-only        | MERGE        |
        | CC-BY-SA-4.0           | GPL-3.0-only        | DERIVED_FROM |
        | CC-BY-ND-4.0           | MIT                 | EVALUATED_ON |
        | CC0-1.0                | CC0-1.0             | FINETUNE     |
        | share-alike            | share-alike         | FINETUNE     |

    Scenario: data whose licence forbids commercial use
      Given ada registers DATASET "ada/photos" under "CC-BY-NC-4.0"
      When carl registers MODEL "carl/model" under "MIT", TRAINED_ON "ada/photos"
      Then it is refused: parent [ada/photos]: the parent's licence CC-BY-NC-4.0 forbids commercial use, and the child's MIT allows it: licences are not compatible

    Scenario: data that must not be trained on
      Given ada registers DATASET "ada/photos" under "no-training"
      When carl registers MODEL "carl/model" under "MIT", TRAINED_ON "ada/photos"
      Then it is refused: parent [ada/photos]: the parent's licence no-training forbids to train on it: licences are not compatible
