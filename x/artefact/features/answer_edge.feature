Feature: MsgAnswerEdge is the word of a parent's owner

  Background:
    Given bob registers MODEL "bob/base" under "approval"
    And carl registers MODEL "carl/tuned" under "MIT", FINETUNE "bob/base"

  Scenario: a licence that wants approval
    Then "carl/tuned" is PENDING as a child of "bob/base"
    When bob acknowledges "carl/tuned" as a child of "bob/base"
    Then it succeeds
    And the events are: EventEdgeAnswered
    And "carl/tuned" is ACKNOWLEDGED as a child of "bob/base"

  Scenario: one's own children need nobody's word
    When bob registers MODEL "bob/tuned" under "MIT", FINETUNE "bob/base"
    Then "bob/tuned" is ACKNOWLEDGED as a child of "bob/base"

  Scenario: refused, then acknowledged after all
    Given bob refuses "carl/tuned" as a child of "bob/base"
    Then "carl/tuned" is REFUSED as a child of "bob/base"
    When bob acknowledges "carl/tuned" as a child of "bob/base"
    Then it succeeds

  Scenario: a false claim to a famous parent is refused, whatever the licence
    Given ada registers MODEL "ada/famous" under "MIT"
    And carl registers MODEL "carl/clone" under "MIT", FINETUNE "ada/famous"
    When ada refuses "carl/clone" as a child of "ada/famous"
    Then "carl/clone" is REFUSED as a child of "ada/famous"

  Scenario: the child's owner
    When carl acknowledges "carl/tuned" as a child of "bob/base"
    Then it is refused: [bob/base] belongs to {bob}, not to {carl}: not the owner

  Scenario: twice
    Given bob acknowledges "carl/tuned" as a child of "bob/base"
    When bob acknowledges "carl/tuned" as a child of "bob/base"
    Then it is refused: [carl/tuned] to [bob/base] is EDGE_STATE_ACKNOWLEDGED already: edge is in another state

  Scenario: no such edge
    When carl acknowledges "bob/base" as a child of "carl/tuned"
    Then it is refused: "[bob/base]" declares no parent "[carl/tuned]": edge not found
