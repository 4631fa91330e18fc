package billing

import (
	"hash/fnv"
	"net/url"
)

// HostileNames are values of Content-Disposition that a client must not follow.
func HostileNames() []string {
	return []string{
		`attachment; filename="../../../etc/cron.d/bill.pdf"`,
		`attachment; filename="..\\..\\bill.pdf"`,
		`attachment; filename="/tmp/bill.pdf"`,
		`attachment; filename="C:\\bill.pdf"`,
		`attachment; filename=".bashrc"`,
		`attachment; filename="bill.pdf"; filename="other.pdf"`,
		`attachment; filename=bill of october.pdf`,
		`attachment; filename*=UTF-8''%2e%2e%2fbill%00.pdf`,
		`attachment; filename*=UTF-8''bill%E2%80%AEfdp.exe`,
		`attachment; filename=""`,
	}
}

// named gives a document its name: in most cases the usual one, in some with
// filename*, in some none.
func (document reply) named(r *request, name, extension string, hostile bool) reply {
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(r.id)) // never fails
	if hostile {
		names := HostileNames()
		return document.with("Content-Disposition", names[int(sum.Sum32())%len(names)])
	}
	switch sum.Sum32() % 4 {
	case 0:
		return document
	case 1:
		return document.with("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape("Facture n° "+name+"."+extension))
	default:
		return document.with("Content-Disposition", `attachment; filename="`+name+"."+extension+`"`)
	}
}
