data "aws_region" "current" {}

locals {
  https     = var.certificate_arn != ""
  has_name  = var.zone_id != "" || local.https
  host      = local.has_name ? var.dns_name : aws_lb.this.dns_name
  open_port = local.https ? [80, 443] : [80]

  entries = {
    for entry in setproduct(var.allowed_cidrs, local.open_port) :
    "${entry[0]} ${entry[1]}" => { cidr = entry[0], port = entry[1] }
  }
}

resource "aws_ecs_cluster" "this" {
  name = var.label.id

  # Container Insights writes to a log group that Terraform does not own and that outlives the cluster.
  setting {
    name  = "containerInsights"
    value = "disabled"
  }
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.label.id
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = var.execution_role_arn
  task_role_arn            = var.task_role_arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }

  container_definitions = jsonencode([{
    name         = "app"
    image        = var.container_image
    essential    = true
    portMappings = [{ containerPort = var.container_port, hostPort = var.container_port, protocol = "tcp" }]
    environment  = [for name, value in var.environment_variables : { name = name, value = value }]
    secrets      = [for name, source in var.injected_secrets : { name = name, valueFrom = source }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = var.log_group_name
        awslogs-region        = data.aws_region.current.name
        awslogs-stream-prefix = "app"
      }
    }
  }])
}

resource "aws_ecs_service" "this" {
  name                  = var.label.id
  cluster               = aws_ecs_cluster.this.arn
  task_definition       = aws_ecs_task_definition.this.arn
  launch_type           = "FARGATE"
  desired_count         = var.desired_count
  wait_for_steady_state = var.wait_for_steady_state

  # default_tags end at the service; this carries them on to its tasks and their network interfaces.
  propagate_tags = "SERVICE"

  health_check_grace_period_seconds  = 60
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.tasks.subnet_ids
    security_groups  = [aws_security_group.tasks.id]
    assign_public_ip = var.tasks.public_ip
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.this.arn
    container_name   = "app"
    container_port   = var.container_port
  }

  # ECS refuses a target group that no listener uses yet; tasks need their way out first.
  depends_on = [
    aws_lb_listener.http, aws_lb_listener.https,
    aws_vpc_security_group_egress_rule.tasks, aws_vpc_security_group_ingress_rule.tasks,
  ]

  # Fixed in this module, and not echoed by every AWS emulator: without this each plan there shows a change.
  lifecycle {
    ignore_changes = [availability_zone_rebalancing, health_check_grace_period_seconds]
  }
}
