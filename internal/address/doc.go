// Package address knows what a voicesite address is: the elements of the standard
// schema, what a country demands of them, its geographic levels and their lists, and
// every violation of an address.
//
// It is not a client, not a screen and not the wizard (address/wizard): it asks for
// nothing over the network, draws nothing and reads no clock. What the API answered
// is handed to it. Anything may import it except package models.
package address
