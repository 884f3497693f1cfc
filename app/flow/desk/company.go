package desk

// CompanyKey is the settings document of the owner's company.
const CompanyKey = "company"

// Company is the owner's business as slips, purchase orders and mails show it.
type Company struct {
	Name          string `json:"name"`
	Zip           string `json:"zip"`
	Address       string `json:"address"`
	Phone         string `json:"phone"`
	Email         string `json:"email"`
	InvoiceNumber string `json:"invoice_number"` // T and 13 digits; empty = none
	Message       string `json:"message"`        // at the foot of the slip
}
