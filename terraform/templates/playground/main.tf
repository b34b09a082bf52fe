locals {
  # Only numbers checked by the variables reach the shell.
  sleep = var.delay_seconds > 0 ? "sleep ${var.delay_seconds}" : "true"
  fail  = "echo 'This resource fails on purpose: fail_at = ${var.fail_at}' >&2; exit 1"
}

resource "terraform_data" "item" {
  count = var.awake ? var.resources : 0

  input = {
    name                  = "${var.leasehold.name}-${count.index}"
    message               = var.message
    destroy_delay_seconds = var.destroy_delay_seconds
  }

  provisioner "local-exec" {
    quiet   = true
    command = count.index == var.fail_at ? "${local.sleep}; ${local.fail}" : local.sleep
  }

  # What runs on destroy may refer to the resource alone, hence the delay in its input.
  provisioner "local-exec" {
    when    = destroy
    quiet   = true
    command = self.input.destroy_delay_seconds > 0 ? "sleep ${self.input.destroy_delay_seconds}" : "true"
  }
}

# Kept in triggers_replace because terraform_data copies input to output without its sensitive mark.
resource "terraform_data" "token" {
  triggers_replace = sensitive(uuid())

  lifecycle {
    ignore_changes = [triggers_replace]
  }
}
