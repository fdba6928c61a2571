Feature: MsgPublishPolicy
  A policy is rules that an order must keep to, and controls that they bear on. Each publication is a version of its own, which never
  changes: what an order named stays what it was.

  Scenario: versions of a name
    Given ada has "15usure"
    When ada publishes "models":
      """
      {"title": "Models we run", "rules": [{"id": "window", "kind": "RULE_KIND_VERIFICATION", "min_window_blocks": "10"}]}
      """
    Then the events are: EventPolicyPublished
    And ada holds "5usure"
    And "{ada}/models" is version 1
    When ada publishes "models":
      """
      {"title": "Models we run", "rules": [{"id": "window", "kind": "RULE_KIND_VERIFICATION", "min_window_blocks": "20"}]}
      """
    Then ada holds "5usure"
    And "{ada}/models" is version 2
    And "{ada}/models@1" is version 1

  Scenario: the first version of a name costs a fee
    When ada publishes "models":
      """
      {"title": "Models we run", "rules": [{"id": "window", "kind": "RULE_KIND_VERIFICATION", "min_window_blocks": "10"}]}
      """
    Then it is refused: spendable balance 0usure is smaller than 10usure: insufficient funds

  Scenario: names that are none
    When ada publishes "Models":
      """
      {"title": "x", "rules": [{"id": "window", "kind": "RULE_KIND_VERIFICATION", "min_window_blocks": "10"}]}
      """
    Then it is refused: the name "Models"; a name has 1 to 48 lower-case letters, digits and -_.: invalid policy id

  Scenario: controls of both frameworks
    Given ada has "10usure"
    When ada publishes "models":
      """
      {"title": "x", "rules": [{"id": "window", "kind": "RULE_KIND_VERIFICATION", "min_window_blocks": "10"}],
       "controls": [{"framework": "ai-rmf-1.0", "control_id": "MEASURE 2.5", "rule_ids": ["window"]},
                    {"framework": "eu-ai-act", "control_id": "ANNEX IV 2(g)", "note": "kept off the chain"}]}
      """
    Then it succeeds

  Scenario Outline: rules and controls that are none
    When ada publishes "models" with <what>
    Then it is refused: <error>

    Examples:
      | what | error |
      | {"rules": [{"id": "a", "kind": "RULE_KIND_STATUS", "target": "TARGET_MODEL"}]} | the title has 0 bytes, it has 1 to 128 of printable ASCII: invalid policy |
      | {"title": "x"} | 0 rules, a policy has 1 to 32: invalid policy |
      | {"title": "x", "rules": [{"id": "A", "kind": "RULE_KIND_STATUS", "target": "TARGET_MODEL"}]} | the id "A"; an id has 1 to 32 lower-case letters, digits and -: invalid rule |
      | {"title": "x", "rules": [{"id": "a"}]} | a: kind 0 is none: invalid rule |
      | {"title": "x", "rules": [{"id": "a", "kind": "RULE_KIND_STATUS"}]} | a: a rule of kind RULE_KIND_STATUS is not about TARGET_UNSPECIFIED: invalid rule |
      | {"title": "x", "rules": [{"id": "a", "kind": "RULE_KIND_STATUS", "target": "TARGET_MODEL", "at_receipt": true}]} | a: at_receipt does not count for the kind RULE_KIND_STATUS; leave it empty: invalid rule |
      | {"title": "x", "rules": [{"id": "a", "kind": "RULE_KIND_ATTESTED", "target": "TARGET_MODEL", "schema": "0x12"}]} | a: the schema is "0x12", it is 0x and 64 lower-case hex digits: invalid rule |
      | {"title": "x", "rules": [{"id": "a", "kind": "RULE_KIND_ATTESTED", "target": "TARGET_MODEL", "schema": "<A>"}]} | a: nobody is named who must attest; anyone can attest anything: invalid rule |
      | {"title": "x", "rules": [{"id": "a", "kind": "RULE_KIND_ATTESTED", "target": "TARGET_MODEL", "schema": "<A>", "any_of": ["bob"]}]} | a: "bob" is no address: decoding bech32 failed: invalid bech32 string length 3: invalid rule |
      | {"title": "x", "rules": [{"id": "a", "kind": "RULE_KIND_ATTESTED", "target": "TARGET_MODEL", "schema": "<A>", "all_of": ["{bob}", "{bob}"]}]} | a: {bob} is there twice: invalid rule |
      | {"title": "x", "rules": [{"id": "a", "kind": "RULE_KIND_LICENCE", "target": "TARGET_DATA"}]} | a: neither licences nor uses are named: invalid rule |
      | {"title": "x", "rules": [{"id": "a", "kind": "RULE_KIND_ATTRIBUTE", "target": "TARGET_PROVIDER", "attribute": "region"}]} | a: 0 values, 1 to 32 are possible: invalid rule |
      | {"title": "x", "rules": [{"id": "a", "kind": "RULE_KIND_VERIFICATION", "methods": ["trust me"]}]} | a: the method "trust me" is none or there twice; there are optimistic, replicated, proved: invalid rule |
      | {"title": "x", "rules": [{"id": "a", "kind": "RULE_KIND_VERIFICATION"}]} | a: nothing is wanted of the order: invalid rule |
      | {"title": "x", "rules": [{"id": "a", "kind": "RULE_KIND_APPROVAL", "any_of": ["{bob}"]}]} | a: above is "<nil>"; it is an amount of a denomination, 0 for every order: invalid rule |
      | {"title": "x", "rules": [{"id": "a", "kind": "RULE_KIND_STATUS", "target": "TARGET_MODEL"}, {"id": "a", "kind": "RULE_KIND_STATUS", "target": "TARGET_DATA"}]} | rule 2: "a" is there twice: invalid rule |
      | {"title": "x", "rules": [{"id": "a", "kind": "RULE_KIND_STATUS", "target": "TARGET_MODEL"}], "controls": [{"framework": "ai-rmf-1.0", "control_id": "MEASURE 9.9"}]} | "ai-rmf-1.0 MEASURE 9.9" is no control; see the query controls: invalid control mapping |
      | {"title": "x", "rules": [{"id": "a", "kind": "RULE_KIND_STATUS", "target": "TARGET_MODEL"}], "controls": [{"framework": "ai-rmf-1.0", "control_id": "MEASURE 2.5", "rule_ids": ["b"]}]} | ai-rmf-1.0 MEASURE 2.5 names the rule "b", which is not there or named twice: invalid control mapping |
      | {"title": "x", "rules": [{"id": "a", "kind": "RULE_KIND_STATUS", "target": "TARGET_MODEL"}], "document_sha256": "12"} | document_sha256 is "12", it is empty or 64 hex digits: invalid policy |
