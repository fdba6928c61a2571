Feature: MsgUpdateParams replaces the parameters

  Scenario: by governance
    When governance sets the publish blocks to 9
    Then it succeeds

  Scenario: by anyone else
    When "carol" sets the publish blocks to 9
    Then it fails with "invalid authority"

  Scenario: out of range
    When governance sets the publish blocks to 0
    Then it fails with "publish_blocks is 0"
