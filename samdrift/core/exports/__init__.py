"""From charges to what finance systems take: vouchers (SIE 4I), e-invoices (Peppol), booking orders."""
