# Safelight behind an Application Load Balancer of AWS. Set SAFELIGHT_PROXIES=1 and SAFELIGHT_DRAIN=10s; more than one node
# needs SAFELIGHT_STORE=s3, so that photos and archives do not pass through here at all. All times stand in
# docs/timeouts.md in one table.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40"
    }
  }
}

variable "vpc_id" {
  description = "The network in which the nodes are."
  type        = string
}

variable "subnet_ids" {
  description = "Public subnets, in two zones at least."
  type        = list(string)
}

variable "certificate_arn" {
  description = "The certificate of the name by which clients call Safelight."
  type        = string
}

variable "node_security_group_id" {
  description = "The security group of the nodes; only the load balancer is let in, because what it writes into X-Forwarded-For is believed."
  type        = string
}

variable "node_port" {
  description = "SAFELIGHT_PORT of the nodes."
  type        = number
  default     = 8080
}

resource "aws_security_group" "balancer" {
  name_prefix = "safelight-balancer-"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  security_group_id = aws_security_group.balancer.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "to_nodes" {
  security_group_id            = aws_security_group.balancer.id
  referenced_security_group_id = var.node_security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.node_port
  to_port                      = var.node_port
}

resource "aws_vpc_security_group_ingress_rule" "from_balancer" {
  security_group_id            = var.node_security_group_id
  referenced_security_group_id = aws_security_group.balancer.id
  ip_protocol                  = "tcp"
  from_port                    = var.node_port
  to_port                      = var.node_port
}

resource "aws_lb" "safelight" {
  name_prefix     = "safel-"
  subnets         = var.subnet_ids
  security_groups = [aws_security_group.balancer.id]

  # Between two bytes, in either direction. Longer than the longest silence of ours (a wait of 25 s; streams say something
  # every 15 s), shorter than the 60 s after which a node ends an idle connection: with 60 here, AWS's default, the two
  # would race, and who loses gets a 502.
  idle_timeout = 50

  # The age at which a client's connection ends, after the response under way. One hour, like our streams: they end
  # by themselves, with "bye".
  client_keep_alive = 3600

  # Nodes see the name that the client wrote.
  preserve_host_header = true

  # "append" adds the client's address; SAFELIGHT_PROXIES=1 believes this one entry.
  xff_header_processing_mode = "append"

  drop_invalid_header_fields = true
  enable_http2               = true
}

resource "aws_lb_target_group" "safelight" {
  name_prefix      = "safel-"
  vpc_id           = var.vpc_id
  port             = var.node_port
  protocol         = "HTTP"
  protocol_version = "HTTP1"
  target_type      = "ip"

  # How long a node that is taken out may finish what it was sent. The longest request is a wait of 25 s. Streams would use up
  # any time, and lose nothing by being cut: they go on at another node. Let the node be told to stop (SIGTERM) when it is
  # taken out; it says "bye" to its streams and goes on answering for SAFELIGHT_DRAIN, 10 s, in which also the health
  # check below has noticed, if nobody else has told the balancer. A process needs up to 25 s to stop: stopTimeout 30 in ECS.
  deregistration_delay = 30

  # Those that wait for something hold a request for long; who has fewest open gets the next.
  load_balancing_algorithm_type = "least_outstanding_requests"

  # Any node answers anything: who an owner is stands in the cookie or the token, where a stream was in Last-Event-ID, and
  # what happens is heard by all nodes.
  stickiness {
    enabled = false
    type    = "lb_cookie"
  }

  health_check {
    # 200 while the node serves and what it depends on works; 503 at once when it is told to stop. Not /health, which
    # looks the same but is kept for people and older monitors; and not /livez, which is what restarts a node.
    path    = "/readyz"
    matcher = "200"

    # Two misses of five seconds: out after 10 s, which is why SAFELIGHT_DRAIN=10s.
    interval            = 5
    unhealthy_threshold = 2
    healthy_threshold   = 2

    # What /readyz asks gives up after 2 s each.
    timeout = 4
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.safelight.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.safelight.arn
  }
}

output "target_group_arn" {
  description = "Where nodes are registered, by an ECS service or an Auto Scaling group."
  value       = aws_lb_target_group.safelight.arn
}

output "address" {
  description = "What the name of the certificate must point to."
  value       = aws_lb.safelight.dns_name
}
