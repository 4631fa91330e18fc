package cli

import (
	"context"
	"net/url"

	"btalk/internal/api"
	"btalk/internal/contract"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// compareContract compares a live account with the page of what is known of the API, and
// prints what it found; with record, it keeps the answers there, without their values.
func compareContract(ctx context.Context, rt *runtime, record string) error {
	if rt.flags.offline {
		return usageFailure("Leave --offline.", "the contract is compared by asking the API, and --offline asks nobody")
	}
	var folder *contract.Folder
	if record != "" {
		opened, err := contract.NewFolder(record)
		if err != nil {
			return err
		}
		folder = opened
	}
	target, err := rt.backend.target(ctx)
	if err != nil {
		return err
	}
	options := contract.Options{Address: target.BaseURL}
	wire := contract.NewWire(target.TokenURL, options)
	target.Around, target.Write, target.Store = wire.Around, false, nil
	client, err := rt.backend.open(target)
	if err != nil {
		return err
	}
	survey := contract.Take(ctx, wire, asker(client), options)
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := printContract(rt, survey.Report()); err != nil {
		return err
	}
	if folder != nil {
		names, err := folder.Keep(survey)
		if err != nil {
			return err
		}
		rt.say("%s written to %s, without values of customers", rules.Count(len(names), "file", "files"), record)
	}
	return survey.Failed()
}

// asker asks through a client.
func asker(client *api.Client) contract.Asker {
	which := map[contract.API]api.Which{contract.BusinessTalk: api.BusinessTalk, contract.Tracking: api.OrderTracking, contract.Billing: api.BillingM2M}
	return func(ctx context.Context, of contract.API, path string, query url.Values) error {
		return client.Probe(ctx, which[of], path, query)
	}
}

// printContract prints the report: a page of Markdown for people, the facts for scripts.
func printContract(rt *runtime, report contract.Report) error {
	switch rt.flags.output {
	case outputTable:
		return rt.printText(report.Markdown())
	case outputJSON:
		result := sheet{object: jsonOf(report)}
		return rt.print(result)
	}
	result := sheet{columns: []column{{"Fact", "fact"}, {"Verdict", "verdict"}, {"Seen", "seen"}, {"Says", "says"}}}
	for _, f := range report.Findings {
		cells := []string{f.ID, string(f.Verdict), models.Safe(f.How), models.Safe(f.Fact)}
		result.add(result.item(cells), cells...)
	}
	return rt.print(result)
}
