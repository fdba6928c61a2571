package types

import (
	"fmt"
	"slices"
)

// Frameworks that policies map rules to.
const (
	// AIRMF is NIST's AI Risk Management Framework 1.0 (NIST AI 100-1): four functions, 19 categories, 72 subcategories.
	AIRMF = "ai-rmf-1.0"
	// EUAIAct is Regulation (EU) 2024/1689: the duties that a record can bear on, and the points of its annexes on documentation.
	EUAIAct = "eu-ai-act"
)

// Titles are a few words of ours for people who look something up. The framework's text counts.
var airmf = []struct {
	function   string
	categories [][]string
}{
	{"GOVERN", [][]string{
		{
			"Legal and regulatory requirements are known",
			"Trustworthiness is part of policy",
			"The level of risk management follows risk tolerance",
			"Risk management is transparent",
			"Monitoring and review are planned",
			"AI systems are inventoried",
			"Systems are decommissioned safely",
		},
		{"Roles and responsibilities are clear", "Staff and partners are trained", "Leadership answers for decisions on risk"},
		{"Decisions are made by a diverse team", "Human roles and oversight are defined"},
		{"A culture of critical thinking and safety", "Risks and impacts are documented and told", "Testing, incidents and sharing are practised"},
		{"Outside feedback is collected and used", "Feedback reaches design"},
		{"Third-party rights and risks are handled", "Failures of third parties are planned for"},
	}},
	{"MAP", [][]string{
		{
			"Purpose, context and laws are understood",
			"Contexts are set by diverse experts",
			"Mission and goals are documented",
			"Business value is defined",
			"Risk tolerance is documented",
			"Requirements are elicited",
		},
		{"The task and method are defined", "Limits of knowledge and oversight are documented", "Scientific integrity and testing are documented"},
		{"Benefits are examined", "Costs of errors are examined", "The scope is specified", "Operators are proficient", "Human oversight is defined"},
		{"Risks of third-party technology and data are mapped", "Controls on third-party components are identified"},
		{"Likelihood and size of impacts are identified", "Contact with affected people is kept"},
	}},
	{"MEASURE", [][]string{
		{"Metrics for the main risks are chosen", "Metrics and controls are reassessed", "Independent experts take part"},
		{
			"Test sets, metrics and tools are documented",
			"Evaluations with people meet requirements",
			"Performance is measured as deployed",
			"Behaviour in production is monitored",
			"Validity and reliability are shown",
			"Safety is evaluated",
			"Security and resilience are evaluated",
			"Transparency and accountability are examined",
			"The model is explained",
			"Privacy risk is examined",
			"Fairness and bias are evaluated",
			"Environmental impact is assessed",
			"The measuring itself is evaluated",
		},
		{"Risks are tracked over time", "Hard-to-measure risks are tracked", "Users can report and appeal"},
		{"Measures fit the context of deployment", "Results are checked with experts", "Gains and losses of performance are identified"},
	}},
	{"MANAGE", [][]string{
		{"Whether to proceed is decided", "Treatment of risks is prioritised", "Responses to high risks are planned", "Residual risks are documented"},
		{"Resources and alternatives are weighed", "Value is sustained after deployment", "Unknown risks are responded to", "Systems can be switched off"},
		{"Third-party risks are monitored", "Pre-trained models are monitored"},
		{"Monitoring after deployment works", "Improvements are made continually", "Incidents and errors are told and tracked"},
	}},
}

var euAIAct = []Control{
	{Framework: EUAIAct, Id: "ART 9", Title: "Risk management system"},
	{Framework: EUAIAct, Id: "ART 10", Title: "Data and data governance"},
	{Framework: EUAIAct, Id: "ART 11", Title: "Technical documentation"},
	{Framework: EUAIAct, Id: "ART 12", Title: "Record-keeping"},
	{Framework: EUAIAct, Id: "ART 13", Title: "Transparency to deployers"},
	{Framework: EUAIAct, Id: "ART 14", Title: "Human oversight"},
	{Framework: EUAIAct, Id: "ART 15", Title: "Accuracy, robustness and cybersecurity"},
	{Framework: EUAIAct, Id: "ART 17", Title: "Quality management system"},
	{Framework: EUAIAct, Id: "ART 18", Title: "Documentation keeping"},
	{Framework: EUAIAct, Id: "ART 19", Title: "Logs kept by providers"},
	{Framework: EUAIAct, Id: "ART 20", Title: "Corrective action and information"},
	{Framework: EUAIAct, Id: "ART 25", Title: "Responsibilities along the value chain"},
	{Framework: EUAIAct, Id: "ART 26", Title: "Obligations of deployers"},
	{Framework: EUAIAct, Id: "ART 27", Title: "Fundamental rights impact assessment"},
	{Framework: EUAIAct, Id: "ART 49", Title: "Registration"},
	{Framework: EUAIAct, Id: "ART 50", Title: "Transparency to people"},
	{Framework: EUAIAct, Id: "ART 53(1)(a)", Title: "General-purpose model: technical documentation"},
	{Framework: EUAIAct, Id: "ART 53(1)(b)", Title: "General-purpose model: information for those who build on it"},
	{Framework: EUAIAct, Id: "ART 53(1)(c)", Title: "General-purpose model: copyright policy"},
	{Framework: EUAIAct, Id: "ART 53(1)(d)", Title: "General-purpose model: public summary of training content"},
	{Framework: EUAIAct, Id: "ART 55", Title: "General-purpose model with systemic risk"},
	{Framework: EUAIAct, Id: "ART 72", Title: "Monitoring after placing on the market"},
	{Framework: EUAIAct, Id: "ART 73", Title: "Reporting of serious incidents"},
	{Framework: EUAIAct, Id: "ANNEX IV 1(a)", Title: "Purpose, provider, version"},
	{Framework: EUAIAct, Id: "ANNEX IV 1(b)", Title: "Interaction with hardware and software"},
	{Framework: EUAIAct, Id: "ANNEX IV 1(c)", Title: "Versions of software and firmware"},
	{Framework: EUAIAct, Id: "ANNEX IV 1(d)", Title: "Forms placed on the market"},
	{Framework: EUAIAct, Id: "ANNEX IV 1(e)", Title: "Hardware"},
	{Framework: EUAIAct, Id: "ANNEX IV 1(f)", Title: "Illustrations"},
	{Framework: EUAIAct, Id: "ANNEX IV 1(g)", Title: "User interface"},
	{Framework: EUAIAct, Id: "ANNEX IV 1(h)", Title: "Instructions for use"},
	{Framework: EUAIAct, Id: "ANNEX IV 2(a)", Title: "Methods of development, third-party tools and models"},
	{Framework: EUAIAct, Id: "ANNEX IV 2(b)", Title: "Design and trade-offs"},
	{Framework: EUAIAct, Id: "ANNEX IV 2(c)", Title: "Architecture and computing resources"},
	{Framework: EUAIAct, Id: "ANNEX IV 2(d)", Title: "Data: provenance, scope, labelling, cleaning"},
	{Framework: EUAIAct, Id: "ANNEX IV 2(e)", Title: "Assessment of human oversight"},
	{Framework: EUAIAct, Id: "ANNEX IV 2(f)", Title: "Changes determined in advance"},
	{Framework: EUAIAct, Id: "ANNEX IV 2(g)", Title: "Validation and testing, signed reports"},
	{Framework: EUAIAct, Id: "ANNEX IV 2(h)", Title: "Cybersecurity measures"},
	{Framework: EUAIAct, Id: "ANNEX IV 3", Title: "Monitoring, functioning and control"},
	{Framework: EUAIAct, Id: "ANNEX IV 4", Title: "Appropriateness of metrics"},
	{Framework: EUAIAct, Id: "ANNEX IV 5", Title: "Risk management in detail"},
	{Framework: EUAIAct, Id: "ANNEX IV 6", Title: "Changes through the lifecycle"},
	{Framework: EUAIAct, Id: "ANNEX IV 7", Title: "Standards applied"},
	{Framework: EUAIAct, Id: "ANNEX IV 8", Title: "EU declaration of conformity"},
	{Framework: EUAIAct, Id: "ANNEX IV 9", Title: "Plan for monitoring after placing on the market"},
	{Framework: EUAIAct, Id: "ANNEX XI 1", Title: "General-purpose model: general description and development"},
	{Framework: EUAIAct, Id: "ANNEX XI 2", Title: "General-purpose model with systemic risk: evaluation and testing"},
	{Framework: EUAIAct, Id: "ANNEX XII", Title: "General-purpose model: information for downstream providers"},
}

// frameworks are the catalogues, made once.
var frameworks = map[string][]Control{AIRMF: listAIRMF(), EUAIAct: euAIAct}

func listAIRMF() (controls []Control) {
	for _, f := range airmf {
		for i, category := range f.categories {
			for j, title := range category {
				controls = append(controls, Control{Framework: AIRMF, Id: fmt.Sprintf("%s %d.%d", f.function, i+1, j+1), Title: title})
			}
		}
	}
	return controls
}

// Controls lists a framework's controls. Error: ErrUnknownFramework.
func Controls(framework string) ([]Control, error) {
	controls, known := frameworks[framework]
	if !known {
		return nil, ErrUnknownFramework.Wrapf("%.64q; there are %s and %s", framework, AIRMF, EUAIAct)
	}
	return slices.Clone(controls), nil
}

// HasControl is whether a framework has a control.
func HasControl(framework, id string) bool {
	return slices.ContainsFunc(frameworks[framework], func(c Control) bool { return c.Id == id })
}
