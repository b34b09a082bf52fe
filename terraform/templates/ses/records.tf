locals {
  region = data.aws_region.current.name

  # By what each is for: what proves that the domain's mails are its own, and says what becomes of others.
  records = merge(
    {
      for at in range(3) : "dkim-${at + 1}" => {
        name  = "${aws_sesv2_email_identity.this.dkim_signing_attributes[0].tokens[at]}._domainkey.${var.domain}"
        type  = "CNAME"
        value = "${aws_sesv2_email_identity.this.dkim_signing_attributes[0].tokens[at]}.dkim.amazonses.com"
      }
    },
    {
      mail-from-mx  = { name = local.mail_from, type = "MX", value = "10 feedback-smtp.${local.region}.amazonses.com" }
      mail-from-spf = { name = local.mail_from, type = "TXT", value = "v=spf1 include:amazonses.com -all" }
      dmarc         = { name = "_dmarc.${var.domain}", type = "TXT", value = local.dmarc }
    },
    var.spf_of_domain ? { spf = { name = var.domain, type = "TXT", value = "v=spf1 include:amazonses.com -all" } } : {}
  )

  dmarc = join("; ", compact([
    "v=DMARC1", "p=${var.dmarc_policy}", "adkim=s", "aspf=r", var.dmarc_reports == "" ? "" : "rua=mailto:${var.dmarc_reports}",
  ]))

  kinds = concat(["dkim-1", "dkim-2", "dkim-3", "mail-from-mx", "mail-from-spf", "dmarc"], var.spf_of_domain ? ["spf"] : [])
}

resource "aws_route53_record" "this" {
  for_each = var.zone_id == "" ? toset([]) : toset(local.kinds)

  zone_id = var.zone_id
  name    = local.records[each.key].name
  type    = local.records[each.key].type
  records = [local.records[each.key].value]
  ttl     = var.record_ttl
}
