# Every name ends in a hash of the life's id, cut or not: two lives never meet, whatever their names share.
locals {
  prefix = "idp-${var.leasehold.name}"
  hash   = substr(sha256(var.leasehold.id), 0, 8)

  # 17 + "-" + 8 = 26, which leaves "-65535" to a name that may have 32 characters.
  cut = trimsuffix(substr(local.prefix, 0, 17), "-")
}
