package cli

import (
	"context"
	"fmt"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// batchRows makes changes of the lines of a table. What is wrong with a line is
// said of its row; the error is about the whole, such as an API that cannot be read.
type batchRows struct {
	*reader

	table batchTable
	sites map[string][]models.VoiceSite // by id and by folded name
	rules map[string]address.Checker    // by country
	vpnOf map[string][]models.VPN       // by customer
}

// readBatch reads the file of a batch and makes sure that its columns are there.
func readBatch(rt *runtime, file string, columns ...string) (batchTable, error) {
	data, err := rt.readFile(file, largestTable)
	if err != nil {
		return batchTable{}, usageFailure("", "could not read the batch: %v", err)
	}
	read, err := readTable(data)
	hint := "The first line of the file names the columns: " + strings.Join(columns, ",") + "."
	if err != nil {
		return read, usageFailure(hint, "could not read %s: %v", models.Safe(file), err)
	}
	if lacks := read.lacks(columns...); len(lacks) > 0 {
		return read, usageFailure(hint, "%s lacks the %s %s", models.Safe(file), plural(len(lacks), "column", "columns"), strings.Join(lacks, ", "))
	}
	return read, nil
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// rowError says what is wrong with one row; any other error ends the reading.
func rowError(err error) (wrong string, ended error) {
	switch code := codeOf(err); {
	case err == nil:
		return "", nil
	case code == exitNothing || code == exitUsage || models.KindOf(err) == models.NotFound:
		wrong = models.Safe(err.Error())
		if hint := hintFor(err); strings.HasPrefix(hint, "Candidates") || strings.HasPrefix(hint, "Nearest") {
			wrong += ". " + models.Safe(strings.TrimSuffix(hint, "."))
		}
		return wrong, nil
	}
	return "", err
}

// addresses makes a push of each line: every column but site and iso2 is a field of
// the address. Fields without a column stay as they are; an empty cell takes away.
func (b *batchRows) addresses(ctx context.Context) ([]models.BatchRow, error) {
	sites, err := b.voicesites(ctx, models.SiteQuery{})
	if err != nil {
		return nil, err
	}
	b.index(sites)
	rows := make([]models.BatchRow, 0, len(b.table.lines))
	for _, line := range b.table.lines {
		row := models.BatchRow{Line: line.number, Name: b.table.cell(line, "site")}
		if row.Name == "" {
			row.Name = "no voicesite"
		}
		wrong, err := rowError(b.address(ctx, line, &row))
		if err != nil {
			return nil, err
		}
		if wrong != "" {
			row.Wrong = []string{wrong}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (b *batchRows) index(sites []models.VoiceSite) {
	b.sites = make(map[string][]models.VoiceSite, 2*len(sites))
	for _, site := range sites {
		id, name := site.ID.Raw(), "name "+rules.Fold(site.Name.Raw())
		b.sites[id] = append(b.sites[id], site)
		b.sites[name] = append(b.sites[name], site)
	}
}

// site finds a voicesite by its id or its whole name: a batch guesses nothing.
func (b *batchRows) site(wanted string) (models.VoiceSite, error) {
	hits := b.sites[wanted]
	if len(hits) == 0 && rules.Fold(wanted) != "" {
		hits = b.sites["name "+rules.Fold(wanted)]
	}
	if len(hits) > 0 {
		return siteNoun().only(hits, wanted)
	}
	if rounded := strings.ContainsAny(wanted, "eE") && strings.Trim(wanted, "0123456789.,+eE") == ""; rounded {
		return models.VoiceSite{}, nothingFound("", "%q is a number that a spreadsheet has rounded: write the id as text", models.Safe(wanted))
	}
	return models.VoiceSite{}, nothingFound("", "no voicesite has the id or the name %q", models.Safe(wanted))
}

// address makes the push of one line.
func (b *batchRows) address(ctx context.Context, line tableLine, row *models.BatchRow) error {
	wanted, iso2 := b.table.cell(line, "site"), strings.ToUpper(b.table.cell(line, "iso2"))
	switch {
	case line.wrong != "":
		return nothingFound("", "%s", line.wrong)
	case wanted == "":
		return nothingFound("", "the voicesite is missing")
	case iso2 == "":
		return nothingFound("", "the country (iso2) is missing")
	}
	site, err := b.site(wanted)
	if err != nil {
		return err
	}
	row.Name = site.Name.String() + " " + site.ID.String()
	if country := site.Country.Raw(); country != "" && !strings.EqualFold(country, iso2) {
		return nothingFound("", "the voicesite is in %s, not in %s", site.Country, models.Safe(iso2))
	}
	customer, err := b.customerOf(ctx, site)
	if err != nil {
		return err
	}
	given := givenFields{from: map[string]string{}}
	for i, column := range b.table.header {
		if strings.EqualFold(column, "site") || strings.EqualFold(column, "iso2") {
			continue
		}
		if err := given.name(column, line.cells[i], column); err != nil {
			return nothingFound("", "%v", err)
		}
	}
	if err := b.known(ctx, iso2, given); err != nil {
		return err
	}
	row.Change = models.Change{
		Kind: models.PushAddress, Customer: customer, Site: site.ID.Raw(), SiteName: site.Name.Raw(), Country: iso2,
		Address: given.patch(), Partial: true,
	}
	return nil
}

// known makes sure that the country exists and has the fields that are filled in.
func (b *batchRows) known(ctx context.Context, iso2 string, given givenFields) error {
	checker, read := b.rules[iso2]
	if !read {
		var err error
		if checker, err = b.demands(ctx, iso2); err != nil {
			return err
		}
		b.rules[iso2] = checker
	}
	filled := givenFields{}
	for _, element := range given.unknown {
		if !given.address.Get(element).Empty() {
			filled.unknown = append(filled.unknown, element)
		}
	}
	return filled.known(checker)
}

// orders makes an order of each line.
func (b *batchRows) orders(ctx context.Context) ([]models.BatchRow, error) {
	customers, err := read(ctx, b.reader, "customers", b.Customers)
	if err != nil {
		return nil, err
	}
	rows := make([]models.BatchRow, 0, len(b.table.lines))
	for _, line := range b.table.lines {
		row := models.BatchRow{Line: line.number, Name: b.table.cell(line, "name")}
		if row.Name == "" {
			row.Name = "no name"
		}
		wrong, err := rowError(b.order(ctx, line, customers, &row))
		if err != nil {
			return nil, err
		}
		if wrong != "" {
			row.Wrong = []string{wrong}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func (b *batchRows) order(ctx context.Context, line tableLine, customers []models.Customer, row *models.BatchRow) error {
	if line.wrong != "" {
		return nothingFound("", "%s", line.wrong)
	}
	for _, column := range orderColumns() {
		if b.table.cell(line, column) == "" {
			return nothingFound("", "the %s is missing", column)
		}
	}
	customer, err := customerNoun().find(customers, b.table.cell(line, "customer"))
	if err != nil {
		return err
	}
	code := customer.Code.Raw()
	vpns, known := b.vpnOf[code]
	if !known {
		if vpns, err = b.vpns(ctx, customer); err != nil {
			return err
		}
		b.vpnOf[code] = vpns
	}
	vpn, err := vpnNoun(customer).find(vpns, b.table.cell(line, "vpn"))
	if err != nil {
		return err
	}
	// As it was written: what is odd about it is a problem of the plan.
	written := func(column string) string { return b.table.written(line, column) }
	row.Name = fmt.Sprintf("%s · %s · %s", b.table.cell(line, "name"), customer.Name, vpn.Name)
	row.Change = models.Change{
		Kind: models.OrderVoiceSite, Customer: code, SiteName: written("name"), Country: strings.ToUpper(b.table.cell(line, "country")),
		Order: models.OrderRequest{Reference: written("reference"), Name: written("name"), Label: written("label"), VPN: vpn.ID.Raw()},
	}
	return nil
}

// orderColumns are those that a batch of orders has to have.
func orderColumns() []string { return []string{"customer", "vpn", "country", "name", "label"} }
