Feature: MsgSetRoyalty sets what leases pay; a settled lease's price is divided to the unit

  The model's own terms come first, then what its ancestors inherit, nearest first. What is left is the provider's. A lease pays what the
  terms were when it was made.

  Background:
    Given ada registers DATASET "ada/images"
    And bob registers MODEL "bob/base" under "Apache-2.0", TRAINED_ON "ada/images"
    And carl registers MODEL "carl/tuned" under "Apache-2.0", FINETUNE "bob/base"
    And carl registered the program digits
    And carl links the program digits to "carl/tuned"

  Scenario: nothing is asked
    Given a lease of digits is made
    When the lease is settled for "1000usure"
    Then the provider gets "1000usure"
    And nobody else gets anything

  Scenario: own, inherited once, inherited twice
    Given carl asks 7usure, 1000 and 0 inherited for "carl/tuned"
    And bob asks 50usure, 9 and 500 inherited for "bob/base"
    And ada asks 0usure, 0 and 33 inherited for "ada/images"
    And a lease of digits is made
    When the lease is settled for "999usure"
    Then carl gets "106usure"
    And bob gets "49usure"
    And ada gets "3usure"
    And the provider gets "841usure"
    And nobody else gets anything

  Scenario: the parts never exceed the cap, and the nearest come first
    Given carl asks 0usure, 4000 and 0 inherited for "carl/tuned"
    And bob asks 0usure, 0 and 4000 inherited for "bob/base"
    And ada asks 0usure, 0 and 4000 inherited for "ada/images"
    And a lease of digits is made
    When the lease is settled for "1000usure"
    Then carl gets "400usure"
    And bob gets "100usure"
    And the provider gets "500usure"
    And nobody else gets anything

  Scenario: a fixed amount larger than the price
    Given carl asks 5000usure, 0 and 0 inherited for "carl/tuned"
    And a lease of digits is made
    When the lease is settled for "1001usure"
    Then carl gets "500usure"
    And the provider gets "501usure"

  Scenario: a fixed amount in another denomination does not count
    Given carl asks 50usure, 100 and 0 inherited for "carl/tuned"
    And a lease of digits is made
    When the lease is settled for "1000uother"
    Then carl gets "10uother"
    And the provider gets "990uother"

  Scenario: terms that change later do not touch a live lease
    Given carl asks 0usure, 1000 and 0 inherited for "carl/tuned"
    And a lease of digits is made
    And carl asks 0usure, 5000 and 0 inherited for "carl/tuned"
    When the lease is settled for "1000usure"
    Then carl gets "100usure"
    And the provider gets "900usure"

  Scenario: a refused parent inherits nothing
    Given bob asks 0usure, 0 and 500 inherited for "bob/base"
    And bob refuses "carl/tuned" as a child of "bob/base"
    And a lease of digits is made
    When the lease is settled for "1000usure"
    Then the provider gets "1000usure"

  Scenario: a revoked parent earns nothing
    Given bob asks 0usure, 0 and 500 inherited for "bob/base"
    And bob makes "bob/base" REVOKED
    And a lease of digits is made
    When the lease is settled for "1000usure"
    Then the provider gets "1000usure"

  Scenario: bounded in depth
    Given governance sets royalty_depth to 1
    And bob asks 0usure, 0 and 500 inherited for "bob/base"
    And ada asks 0usure, 0 and 500 inherited for "ada/images"
    And a lease of digits is made
    When the lease is settled for "1000usure"
    Then bob gets "50usure"
    And the provider gets "950usure"
    And nobody else gets anything

  Scenario: bounded in number
    Given governance sets max_royalty_shares to 1
    And bob asks 0usure, 0 and 500 inherited for "bob/base"
    And ada asks 0usure, 0 and 500 inherited for "ada/images"
    And a lease of digits is made
    When the lease is settled for "1000usure"
    Then bob gets "50usure"
    And the provider gets "950usure"

  Scenario: more than is possible
    When carl asks 0usure, 5001 and 0 inherited for "carl/tuned"
    Then it fails with: share_bps is 5001 basis points, at most 5000 are possible: invalid royalty

  Scenario: of somebody else's
    When carl asks 0usure, 1 and 0 inherited for "bob/base"
    Then it is refused: [bob/base] belongs to {bob}, not to {carl}: not the owner
