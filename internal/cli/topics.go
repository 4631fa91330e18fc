package cli

import "github.com/spf13/cobra"

func newExitCodes() *cobra.Command {
	return &cobra.Command{
		Use:   "exit-codes",
		Short: "what the exit codes mean",
		Long: `Exit codes

    0  done
    1  failed
    2  usage or configuration
    3  nothing found: an id that does not exist, a query without a hit
    4  credentials refused, missing, or not entitled
    5  request budget spent, or the API throttles
    6  API unreachable, and nothing cached that could serve
    7  outcome unknown: a change was sent and no answer came
  130  interrupted`,
	}
}

func newEnvironment() *cobra.Command {
	return &cobra.Command{
		Use:   "environment",
		Short: "the environment variables",
		Long: `Environment variables; they count before the configuration file.

  BTALK_PROFILE, BTALK_CONFIG                 profile, configuration file
  BTALK_CLIENT_ID, BTALK_CLIENT_SECRET        credentials of the application, or
  BTALK_AUTHORIZATION_HEADER                  the ready value of the portal
  BTALK_API_KEY                               X-BT-API-KEY
  BTALK_B2B_API_KEY                           X-Api-Key of Order Tracking and Billing
  BTALK_TRACKING_API_KEY, BTALK_BILLING_API_KEY   one of the two apart
  BTALK_BASE_URL, BTALK_TOKEN_URL             addresses; http:// for this machine only
  BTALK_TRACKING_URL, BTALK_BILLING_URL
  BTALK_REQUESTS_PER_MINUTE                   request budget
  BTALK_THEME, BTALK_WRITE                    as in the file
  BTALK_LANGUAGE, BTALK_ACCESSIBLE
  BTALK_RESTRICTED                            read-only, nothing leaves the screen
  BTALK_SHARED_DIR, BTALK_SHARED_CACHE        several users of this host
  BTALK_SHARED_URL, BTALK_SHARED_HOSTS        several hosts; the address is a secret
  BTALK_PROXY, BTALK_CA_FILE                  the network of this profile alone
  NO_COLOR, TERM=dumb                         no colour
  HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE        the network
  XDG_CONFIG_HOME, XDG_CACHE_HOME, XDG_STATE_HOME, XDG_RUNTIME_DIR   places`,
	}
}
