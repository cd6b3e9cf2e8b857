"""What `hostdesk verify` looks at in charges and consents."""
